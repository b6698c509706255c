/**
 * An in-memory Intercom workspace that serves the API over HTTP, for demos and tests.
 *
 * <p>The entry point is {@link io.github.intercomobjects.sandbox.Sandbox}.
 */
@NullMarked
package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.NullMarked;
