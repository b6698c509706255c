package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Recorded exchanges as OpenAPI documents, one for each version, whose examples the replay of the
 * sandbox reads. Exchanges of the same shape are written once.
 */
final class Recordings {
  private final Anonymizer anonymizer;
  private final Shape shape;
  private final Map<String, ObjectNode> documents = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Set<String> known = new HashSet<>();

  Recordings(String type, String relationship) {
    this.anonymizer = new Anonymizer(type, relationship);
    Set<String> attributes = new HashSet<>(Scratch.ATTRIBUTES.keySet());
    attributes.add(Scratch.RELATIONSHIP);
    this.shape = new Shape(Scratch.TYPE, attributes);
  }

  /** Writes exchanges to a folder, and returns the files. */
  static List<Path> write(Path folder, String type, String relationship, List<Exchange> exchanges)
      throws IOException {
    Recordings recordings = new Recordings(type, relationship);
    exchanges.forEach(recordings::add);
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, ObjectNode> document : recordings.documents.entrySet()) {
      Path file = folder.resolve("recorded-" + document.getKey() + ".json");
      Files.writeString(file, document.getValue().toPrettyString() + "\n");
      files.add(file);
    }
    return files;
  }

  private void add(Exchange exchange) {
    JsonNode request = anonymizer.anonymous(exchange.request());
    JsonNode response = anonymizer.anonymous(exchange.response());
    String operation = exchange.version() + " " + exchange.method() + " " + exchange.path();
    String outline = operation + exchange.status() + shape.of(request) + " " + shape.of(response);
    if (!known.add(outline)) {
      return;
    }
    String name = "exchange " + counts.merge(operation, 1, Integer::sum);
    ObjectNode node =
        document(exchange.version())
            .withObjectProperty("paths")
            .withObjectProperty(exchange.path())
            .withObjectProperty(exchange.method().toLowerCase(Locale.ROOT));
    if (exchange.query().contains("external_id") && !node.has("parameters")) {
      // The replay then sends the parameter.
      node.putArray("parameters").addObject().put("name", "external_id").put("in", "query");
    }
    if (!request.isMissingNode()) {
      example(node.withObjectProperty("requestBody"), name, request);
    }
    ObjectNode responses =
        node.withObjectProperty("responses").withObjectProperty("" + exchange.status());
    responses.put("description", "as recorded");
    if (!response.isMissingNode()) {
      example(responses, name, response);
    }
  }

  private ObjectNode document(String version) {
    return documents.computeIfAbsent(
        version,
        v -> {
          ObjectNode document = Json.object().put("openapi", "3.0.3");
          document
              .putObject("info")
              .put("title", "Recorded exchanges, with all values replaced")
              .put("version", v)
              .put("x-recorded", true);
          document.putObject("paths");
          return document;
        });
  }

  private static void example(ObjectNode holder, String name, JsonNode body) {
    holder
        .withObjectProperty("content")
        .withObjectProperty("application/json")
        .withObjectProperty("examples")
        .withObjectProperty(name)
        .set("value", body);
  }
}
