package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A serialized response.
 *
 * @param headers all headers except those that depend on the connection and the time
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Outgoing(int status, Map<String, String> headers, byte[] body) {

  static Outgoing of(ApiResponse response, String requestId) {
    Map<String, String> headers = json();
    headers.put("X-Request-Id", requestId);
    headers.putAll(response.headers());
    RateWindow.Reading rate = response.rate();
    if (rate != null) {
      headers.put("X-RateLimit-Limit", Integer.toString(rate.limit()));
      headers.put("X-RateLimit-Remaining", Integer.toString(rate.remaining()));
      headers.put("X-RateLimit-Reset", Long.toString(rate.reset()));
    }
    return new Outgoing(response.status(), headers, Json.write(response.body()));
  }

  /** Returns a response of the control API. */
  static Outgoing of(int status, ObjectNode body) {
    return new Outgoing(status, json(), Json.write(body));
  }

  Outgoing withBody(byte[] newBody) {
    return new Outgoing(status, headers, newBody);
  }

  Outgoing withHeaders(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Outgoing(status, all, body);
  }

  private static Map<String, String> json() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json; charset=utf-8");
    return headers;
  }
}
