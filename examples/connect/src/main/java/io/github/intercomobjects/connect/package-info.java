/** A sink of Kafka Connect that keeps custom objects in sync with the records of topics. */
@NullMarked
package io.github.intercomobjects.connect;

import org.jspecify.annotations.NullMarked;
