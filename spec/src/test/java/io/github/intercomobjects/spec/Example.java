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

  /** Returns the problems that our description of the API has with a body instead of this one. */
  public List<String> problems(JsonNode json) {
    return problems(SpecRoot.API, json);
  }

  /** Returns the problems that our description has with a body instead of this one. */
  public List<String> problems(SpecRoot root, JsonNode json) {
    SpecValidator validator = SpecValidator.get(root);
    return status == 0
        ? validator.validateRequest(method, target, json.toString())
        : validator.validateResponse(method, target, status, json.toString());
  }

  /** Returns the operation, the status and the name. */
  public String title() {
    return operation + (status == 0 ? " request" : " " + status) + " \"" + name + "\"";
  }
}
