/**
 * An Intercom workspace in memory that speaks HTTP on a loopback port, for demos and tests.
 *
 * <p>{@link io.github.intercomobjects.sandbox.Sandbox} starts one.
 */
@NullMarked
package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.NullMarked;
