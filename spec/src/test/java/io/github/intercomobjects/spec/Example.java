package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * An example of a request or response in a description.
 *
 * @param target the path with a value for each parameter
 * @param status 0 for a request, {@link Description#OTHER_STATUS} for {@code default}
 */
public record Example(
    String operation, String method, String target, int status, String name, JsonNode body) {

  /** Returns the problems that our description has with a body instead of this one. */
  public List<String> problems(JsonNode json) {
    return status == 0
        ? SpecValidator.get().validateRequest(method, target, json.toString())
        : SpecValidator.get().validateResponse(method, target, status, json.toString());
  }

  /** Returns the operation, the status and the name. */
  public String title() {
    return operation + (status == 0 ? " request" : " " + status) + " \"" + name + "\"";
  }
}
