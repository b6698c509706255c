package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What a request gets.
 *
 * @param rate where the caller stands in its window; null where the caller is unknown
 */
record Answer(int status, ObjectNode body, RateWindow.@Nullable Reading rate) {}
