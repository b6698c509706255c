package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer as it is to be written.
 *
 * @param headers beside those that depend on the connection and the time
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Outgoing(int status, Map<String, String> headers, byte[] body) {

  static Outgoing of(Answer answer, String requestId) {
    Map<String, String> headers = json();
    headers.put("X-Request-Id", requestId);
    headers.putAll(answer.headers());
    RateWindow.Reading rate = answer.rate();
    if (rate != null) {
      headers.put("X-RateLimit-Limit", Integer.toString(rate.limit()));
      headers.put("X-RateLimit-Remaining", Integer.toString(rate.remaining()));
      headers.put("X-RateLimit-Reset", Long.toString(rate.reset()));
    }
    return new Outgoing(answer.status(), headers, Json.write(answer.body()));
  }

  /** What the sandbox says about itself. */
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
