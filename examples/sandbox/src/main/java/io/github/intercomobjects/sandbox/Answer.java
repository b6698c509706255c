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
    return new Answer(refusal.status(), body(refusal, requestId), refusal.headers(), rate);
  }

  private static ObjectNode body(Refusal refusal, String requestId) {
    ObjectNode body = Json.object();
    body.put("type", "error.list");
    if (refusal.showsRequestId()) {
      body.put("request_id", requestId);
    }
    ObjectNode error = body.putArray("errors").addObject();
    error.put("code", refusal.code());
    error.put("message", refusal.reason());
    if (refusal.field() != null) {
      error.put("field", refusal.field());
    }
    return body;
  }
}
