package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * One operation of the API.
 *
 * @param template the parts of the path between its slashes; {@code {}}, or a name in braces,
 *     stands for any text
 * @param since the first version with the operation
 * @param scopes permissions, any one of which is enough; none if every token may call it
 * @param action makes the answer
 */
record Endpoint(
    String method,
    List<String> template,
    ApiVersion since,
    List<String> scopes,
    Function<Call, ObjectNode> action) {
  private static final String ANY = "{";

  /** Whether the address and the method of a call are those of this operation. */
  boolean matches(Call call) {
    List<String> path = call.segments();
    if (!method.equals(call.method()) || path.size() != template.size()) {
      return false;
    }
    for (int i = 0; i < path.size(); i++) {
      String part = template.get(i);
      if (part.startsWith(ANY) ? path.get(i).isEmpty() : !part.equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }

  ObjectNode answer(Call call) {
    if (!call.version().isAtLeast(since)) {
      throw Refusal.version(
          call.method()
              + ' '
              + call.rawPath()
              + " needs version "
              + since
              + " or later of the API");
    }
    call.requireOneOf(scopes);
    return action.apply(call);
  }
}
