package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An operation of a description, with the references to its parts followed.
 *
 * @param node where its extensions are
 * @param parameters the query parameters by name
 * @param bodies the schemas of its bodies, by {@code request} or the status
 */
record ApiOperation(JsonNode node, Map<String, JsonNode> parameters, Map<String, JsonNode> bodies) {
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  /** Returns the operations by method and path, whatever the parameters of the path are called. */
  static Map<String, ApiOperation> all(JsonNode root) {
    Map<String, ApiOperation> operations = new TreeMap<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                METHODS.stream()
                    .filter(path.getValue()::has)
                    .forEach(
                        method ->
                            operations.put(
                                method.toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.getKey().replaceAll("\\{[^}]*}", "{}"),
                                of(root, path.getValue(), path.getValue().get(method)))));
    return operations;
  }

  private static ApiOperation of(JsonNode root, JsonNode path, JsonNode node) {
    Map<String, JsonNode> parameters = new TreeMap<>();
    for (JsonNode holder : List.of(path, node)) {
      for (JsonNode entry : holder.path("parameters")) {
        JsonNode parameter = resolve(root, entry);
        if (parameter.path("in").asText().equals("query")) {
          parameters.put(parameter.path("name").asText(), parameter);
        }
      }
    }
    Map<String, JsonNode> bodies = new TreeMap<>();
    addBody(bodies, "request", resolve(root, node.path("requestBody")));
    node.path("responses")
        .properties()
        .forEach(answer -> addBody(bodies, answer.getKey(), resolve(root, answer.getValue())));
    return new ApiOperation(node, parameters, bodies);
  }

  private static void addBody(Map<String, JsonNode> bodies, String direction, JsonNode holder) {
    JsonNode schema = holder.path("content").path("application/json").path("schema");
    if (schema.isObject()) {
      bodies.put(direction, schema);
    }
  }

  private static JsonNode resolve(JsonNode root, JsonNode node) {
    JsonNode at = node;
    while (at.has("$ref")) {
      at = root.at(at.get("$ref").asText().substring(1));
    }
    return at;
  }
}
