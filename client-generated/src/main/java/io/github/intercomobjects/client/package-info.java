/**
 * The annotations of the generated Retrofit interfaces, and a reader and writer of JSON of any
 * shape.
 */
@NullMarked
package io.github.intercomobjects.client;

import org.jspecify.annotations.NullMarked;
