package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response of the API, before it is serialized.
 *
 * @param headers the headers that not every response has
 * @param rate the state of the rate window; null if the call was not authenticated
 */
record ApiResponse(
    int status, ObjectNode body, Map<String, String> headers, RateWindow.@Nullable Reading rate) {

  /** Returns the response to a rejected request. */
  static ApiResponse to(Refusal refusal, String requestId, RateWindow.@Nullable Reading rate) {
    return new ApiResponse(refusal.status(), body(refusal, requestId), refusal.headers(), rate);
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
