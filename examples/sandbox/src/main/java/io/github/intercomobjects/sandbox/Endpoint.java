package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * An operation of the API or the control API.
 *
 * @param template the segments of the path; {@code {}} or a name in braces matches any text
 * @param since the first version with the operation
 * @param scopes the permissions, one of which is enough; empty if every token may call it
 * @param action returns the body of the response
 */
record Endpoint(
    String method,
    List<String> template,
    ApiVersion since,
    List<String> scopes,
    Function<Call, ObjectNode> action) {
  private static final String ANY = "{";

  /** Returns whether the method and path of a call match this operation. */
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

  ObjectNode execute(Call call) {
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
