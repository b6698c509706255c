/**
 * A starter for Spring Boot: the client of Intercom as a bean that properties configure, with
 * health, meters, several workspaces, and an endpoint for cards.
 *
 * <p>{@code intercom.access-token} is all that an {@link io.github.intercomobjects.Intercom} bean
 * needs. Nothing is null unless annotated with {@code @Nullable}.
 */
@NullMarked
package io.github.intercomobjects.spring;

import org.jspecify.annotations.NullMarked;
