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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The operations of an OpenAPI description, with references to their parts followed. Immutable. */
public final class Description {
  /** The status of a response that a description has under {@code default}. */
  public static final int OTHER_STATUS = 500;

  private static final Map<SpecRoot, Description> OURS = new ConcurrentHashMap<>();

  private final JsonNode root;
  private final Map<String, JsonNode> operations = new TreeMap<>();
  private final Map<String, String> paths = new TreeMap<>();

  /** Creates the description of an OpenAPI document. */
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
                          Verb.ofKey(operation.getKey())
                              .ifPresent(
                                  verb -> {
                                    String key = key(verb, path.getKey());
                                    operations.put(key, operation.getValue());
                                    paths.put(key, path.getKey());
                                  });
                        }));
  }

  /** Returns this library's description of the API. */
  public static Description ours() {
    return ours(SpecRoot.API);
  }

  /** Returns this library's description. */
  public static Description ours(SpecRoot root) {
    return OURS.computeIfAbsent(
        root,
        key -> {
          try {
            return new Description(JsonTrees.parse(SpecFiles.bundled(key)));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Reads a description from a YAML file. */
  public static Description read(Path file) throws IOException {
    return new Description(JsonTrees.yaml(file));
  }

  /** Returns the method and the path, without the names of its parameters. */
  static String key(Verb verb, String path) {
    return verb + " " + path.replaceAll("\\{[^}]*}", "{}");
  }

  /** Returns the newest numbered version of the API that is described. */
  public String version() {
    return root.path("info").path("version").asText();
  }

  /** Returns the versions of the API that are described, oldest first. */
  public List<String> versions() {
    List<String> versions = new ArrayList<>();
    root.path("info").path("x-versions").forEach(version -> versions.add(version.asText()));
    return versions;
  }

  /** Returns the method and path of each operation, such as {@code GET /contacts/{}}. */
  public Set<String> operations() {
    return Collections.unmodifiableSet(operations.keySet());
  }

  /** Returns the path of an operation, with the names of its parameters in braces. */
  public String path(String operation) {
    return paths.getOrDefault(operation, "");
  }

  /**
   * Returns the parameters of an operation and of its path.
   *
   * @param in {@code query}, {@code path} or {@code header}
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

  /** Returns the examples of all operations, by their titles, which tests show. */
  public Stream<Named<Example>> examples() {
    return operations.keySet().stream()
        .flatMap(operation -> examples(operation).stream())
        .map(example -> Named.of(example.title(), example));
  }

  /** Returns the examples of an operation's bodies. */
  public List<Example> examples(String operation) {
    List<Example> examples = new ArrayList<>();
    bodies(operation).forEach((status, media) -> collect(examples, operation, status, media));
    return examples;
  }

  /** Returns the JSON bodies of an operation by status. The key 0 is the request. */
  public Map<Integer, JsonNode> bodies(String operation) {
    JsonNode node = node(operation);
    Map<Integer, JsonNode> bodies = new TreeMap<>();
    bodies.put(0, media(resolve(node.path("requestBody"))));
    for (Map.Entry<String, JsonNode> response : node.path("responses").properties()) {
      JsonNode media = media(resolve(response.getValue()));
      if (response.getKey().matches("\\d+")) {
        bodies.put(Integer.parseInt(response.getKey()), media);
      } else if (response.getKey().equals("default")) {
        bodies.put(OTHER_STATUS, media);
      }
    }
    bodies.values().removeIf(JsonNode::isMissingNode);
    return bodies;
  }

  /** Returns the name of the schema of a body; empty if the schema has no name. */
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
   * Returns whether the schema of a body allows a value at a location.
   *
   * @param location the names on the path to the value, {@code []} for an entry of a list
   * @param kind {@code string}, {@code number}, {@code boolean}, {@code object}, {@code array} or
   *     {@code null}
   */
  public boolean describes(String operation, int status, List<String> location, String kind) {
    JsonNode media = bodies(operation).get(status);
    if (media == null || !media.has("schema")) {
      return false;
    }
    Shape shape = new Shape(root, List.of(media.path("schema")));
    for (String step : location) {
      List<JsonNode> next =
          step.equals("[]")
              ? shape.items()
              : shape.properties().getOrDefault(step, shape.otherProperties());
      if (next.isEmpty()) {
        return shape.allowsAnyProperty();
      }
      shape = new Shape(root, next);
    }
    return shape.allows(kind) || (kind.equals("number") && shape.allows("integer"));
  }

  /** Returns the node of an operation; a missing node if there is none. */
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
}
