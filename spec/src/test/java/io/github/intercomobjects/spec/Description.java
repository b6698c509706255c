package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The operations of an OpenAPI description, with references to their parts followed. Immutable. */
public final class Description {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** Stands for the answers that a description gives under {@code default}. */
  public static final int OTHER_STATUS = 500;

  private final JsonNode root;
  private final Map<String, JsonNode> operations = new TreeMap<>();
  private final Map<String, String> paths = new TreeMap<>();

  /** Takes an OpenAPI document. */
  public Description(JsonNode root) {
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

  /** Returns this library's description. */
  public static Description ours() {
    return Ours.DESCRIPTION;
  }

  /** Reads the description that a YAML file holds. */
  public static Description read(Path file) throws IOException {
    return new Description(JsonTrees.yaml(file));
  }

  /** Method and path, whatever the parameters are called. */
  private static String key(String method, String path) {
    return method.toUpperCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]*}", "{}");
  }

  /** Returns the version of the API that is described. */
  public String version() {
    return root.path("info").path("version").asText();
  }

  /** Returns the operations by method and path, whatever the parameters of the path are called. */
  public Set<String> operations() {
    return Collections.unmodifiableSet(operations.keySet());
  }

  /** Returns the path of an operation with the names of its parameters in braces. */
  public String path(String operation) {
    return paths.getOrDefault(operation, "");
  }

  /**
   * Returns the parameters of an operation and of its path.
   *
   * @param in where they stand: {@code query}, {@code path} or {@code header}
   */
  public List<JsonNode> parameters(String operation, String in) {
    List<JsonNode> parameters = new ArrayList<>();
    for (JsonNode holder : List.of(root.path("paths").path(path(operation)), node(operation))) {
      for (JsonNode entry : holder.path("parameters")) {
        JsonNode parameter = resolve(entry);
        if (parameter.path("in").asText().equals(in)) {
          parameters.add(parameter);
        }
      }
    }
    return parameters;
  }

  /** Returns the bodies that an operation gives as examples. */
  public List<Example> examples(String operation) {
    List<Example> examples = new ArrayList<>();
    bodies(operation).forEach((status, media) -> collect(examples, operation, status, media));
    return examples;
  }

  /** Returns the bodies of an operation that are JSON, by their status; 0 is the request. */
  public Map<Integer, JsonNode> bodies(String operation) {
    JsonNode node = node(operation);
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

  /** Returns the name of the schema of a body; empty if it has none of its own. */
  public String schema(String operation, int status) {
    String ref =
        bodies(operation)
            .getOrDefault(status, MissingNode.getInstance())
            .path("schema")
            .path("$ref")
            .asText();
    return ref.substring(ref.lastIndexOf('/') + 1);
  }

  /**
   * Returns whether the schema of a body has a place for a value.
   *
   * @param place the names on the way to it, {@code []} for an entry of a list
   * @param kind {@code string}, {@code number}, {@code boolean}, {@code object}, {@code array} or
   *     {@code null}
   */
  public boolean describes(String operation, int status, List<String> place, String kind) {
    JsonNode media = bodies(operation).get(status);
    if (media == null || !media.has("schema")) {
      return false;
    }
    Shape shape = new Shape(root, List.of(media.path("schema")));
    for (String step : place) {
      List<JsonNode> next =
          step.equals("[]")
              ? shape.items()
              : shape.properties().getOrDefault(step, shape.otherProperties());
      if (next.isEmpty()) {
        return shape.takesAnyProperty();
      }
      shape = new Shape(root, next);
    }
    return shape.takes(kind) || (kind.equals("number") && shape.takes("integer"));
  }

  /** Returns an operation as it stands in the description; missing if there is none. */
  JsonNode node(String operation) {
    return operations.getOrDefault(operation, MissingNode.getInstance());
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
    String target = path(operation).replaceAll("\\{[^}]*}", "1");
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

  /** Read once, because putting the files together takes seconds. */
  private static final class Ours {
    static final Description DESCRIPTION = read();

    private static Description read() {
      try {
        return new Description(JsonTrees.parse(SpecFiles.bundled()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
