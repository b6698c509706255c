package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request gets.
 *
 * @param headers beside those that every answer has
 * @param rate where the caller stands in its window; null where the caller is unknown
 */
record Answer(
    int status, ObjectNode body, Map<String, String> headers, RateWindow.@Nullable Reading rate) {

  static Answer to(Refusal refusal, String requestId, RateWindow.@Nullable Reading rate) {
    return new Answer(refusal.status(), refusal.body(requestId), refusal.headers(), rate);
  }
}
