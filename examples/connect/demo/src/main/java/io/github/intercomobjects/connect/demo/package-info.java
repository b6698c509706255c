/**
 * A demo of the Kafka Connect sink: a broker, workers and a sandbox as processes of one machine.
 */
@NullMarked
package io.github.intercomobjects.connect.demo;

import org.jspecify.annotations.NullMarked;
