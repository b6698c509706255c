package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A body that a description gives as an example.
 *
 * @param target the path with a value for each parameter
 * @param status 0 for a request, {@link Description#OTHER_STATUS} for an answer of any other status
 */
public record Example(
    String operation, String method, String target, int status, String name, JsonNode body) {

  /** Returns what our description has against a body in the place of this one. */
  public List<String> problems(JsonNode json) {
    return status == 0
        ? SpecValidator.get().validateRequest(method, target, json.toString())
        : SpecValidator.get().validateResponse(method, target, status, json.toString());
  }

  public String title() {
    return operation + (status == 0 ? " request" : " " + status) + " \"" + name + "\"";
  }
}
