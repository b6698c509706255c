package io.github.intercomobjects.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.spec.SpecValidator;
import java.util.List;

/**
 * A body that a description gives as an example.
 *
 * @param target the path with a value for each parameter
 * @param status 0 for a request
 */
record Example(
    String operation, String method, String target, int status, String name, JsonNode body) {
  List<String> problems(JsonNode json) {
    return status == 0
        ? SpecValidator.get().validateRequest(method, target, json.toString())
        : SpecValidator.get().validateResponse(method, target, status, json.toString());
  }

  String title() {
    return operation + (status == 0 ? " request" : " " + status) + " \"" + name + "\"";
  }
}
