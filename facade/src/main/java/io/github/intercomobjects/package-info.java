/**
 * Custom objects in Intercom: start at {@link io.github.intercomobjects.Intercom}.
 *
 * <p>Everything that is public here is immutable and thread-safe, builders aside. Nothing is null
 * unless it says so.
 */
@NullMarked
package io.github.intercomobjects;

import org.jspecify.annotations.NullMarked;
