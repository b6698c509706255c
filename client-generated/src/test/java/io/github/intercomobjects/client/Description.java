package io.github.intercomobjects.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An OpenAPI description, as far as its operations and their examples go. */
final class Description {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");

  /** Stands for the answers that a description gives under {@code default}. */
  static final int OTHER_STATUS = 500;

  private final JsonNode root;
  private final Map<String, JsonNode> operations = new TreeMap<>();
  private final Map<String, String> paths = new TreeMap<>();

  Description(JsonNode root) {
    this.root = root;
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (METHODS.contains(operation.getKey())) {
                            String key = key(operation.getKey(), path.getKey());
                            operations.put(key, operation.getValue());
                            paths.put(key, path.getKey());
                          }
                        }));
  }

  /** Method and path, whatever the parameters are called. */
  private static String key(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}");
  }

  Set<String> operations() {
    return operations.keySet();
  }

  /** The bodies that an operation gives as examples. */
  List<Example> examples(String operation) {
    List<Example> examples = new ArrayList<>();
    bodies(operation).forEach((status, media) -> collect(examples, operation, status, media));
    return examples;
  }

  /** The bodies of an operation that are JSON, by their status; 0 is the request. */
  Map<Integer, JsonNode> bodies(String operation) {
    JsonNode node = operations.getOrDefault(operation, MissingNode.getInstance());
    Map<Integer, JsonNode> bodies = new TreeMap<>();
    bodies.put(0, media(resolve(node.path("requestBody"))));
    for (Map.Entry<String, JsonNode> answer : node.path("responses").properties()) {
      JsonNode media = media(resolve(answer.getValue()));
      if (answer.getKey().matches("\\d+")) {
        bodies.put(Integer.parseInt(answer.getKey()), media);
      } else if (answer.getKey().equals("default")) {
        bodies.put(OTHER_STATUS, media);
      }
    }
    bodies.values().removeIf(JsonNode::isMissingNode);
    return bodies;
  }

  /** The name of the schema of a body; empty if it has none of its own. */
  String schema(String operation, int status) {
    JsonNode node = operations.getOrDefault(operation, MissingNode.getInstance());
    JsonNode holder =
        status == 0
            ? resolve(node.path("requestBody"))
            : resolve(
                node.path("responses").has("" + status)
                    ? node.path("responses").path("" + status)
                    : node.path("responses").path("default"));
    String ref = media(holder).path("schema").path("$ref").asText();
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  private void collect(List<Example> examples, String operation, int status, JsonNode media) {
    if (media.has("example")) {
      examples.add(example(operation, status, "example", media.path("example")));
    }
    media
        .path("examples")
        .properties()
        .forEach(
            e ->
                examples.add(
                    example(operation, status, e.getKey(), resolve(e.getValue()).path("value"))));
  }

  private Example example(String operation, int status, String name, JsonNode body) {
    String method = operation.substring(0, operation.indexOf(' '));
    String target = paths.getOrDefault(operation, "").replaceAll("\\{[^}]*}", "1");
    return new Example(operation, method, target, status, name, body);
  }

  private static JsonNode media(JsonNode holder) {
    return holder.path("content").path("application/json");
  }

  private JsonNode resolve(JsonNode node) {
    JsonNode at = node;
    while (at instanceof ObjectNode && at.has("$ref")) {
      at = root.at(at.path("$ref").asText().substring(1));
    }
    return at;
  }
}
