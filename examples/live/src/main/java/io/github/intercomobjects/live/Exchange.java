package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A request and its response.
 *
 * @param path the path in the description of the API, without ids
 * @param query the names of the query parameters
 * @param request missing if there is no body
 * @param response missing if there is no body, or it is not JSON
 */
record Exchange(
    String version,
    String method,
    String path,
    Set<String> query,
    JsonNode request,
    int status,
    JsonNode response) {

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns the first error code; empty if there is none. */
  String code() {
    return response.at("/errors/0/code").asText();
  }

  String id() {
    return response.path("id").asText();
  }

  /**
   * Returns this.
   *
   * @throws NotAskedException if the call failed, so that what depends on it cannot be asked
   */
  Exchange required() {
    if (!isSuccess()) {
      throw new NotAskedException(
          "%s %s was rejected with status %d%s"
              .formatted(method, path, status, Shape.isCode(code()) ? " " + code() : ""));
    }
    return this;
  }
}
