import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes a copy of the description for the templates of the client, which can neither compare nor
 * change a text. In the copy
 *
 * <ul>
 *   <li>Markdown code ({@code `id`}) is Javadoc code ({@code {@code id}}),
 *   <li>{@code x-phrase} is a description that continues a sentence: "the id", after "Returns",
 *   <li>{@code x-body} marks an operation with a request body whose Retrofit annotation expects
 *       none,
 *   <li>{@code x-constant} is the value of a property that may have only one text,
 *   <li>{@code x-extensible-enum} has the values of an {@code x-open-enum},
 *   <li>{@code x-dispatch} lists the models of a union by the value of its discriminator, which the
 *       generator would turn into inheritance,
 *   <li>{@code x-has-aliases} marks an object with a property that has {@code x-aliases},
 *   <li>there is no {@code not}, out of which the generator would create models.
 * </ul>
 *
 * <p>The build runs this file from its source, because the client is generated before any test is
 * compiled.
 */
final class GeneratorInput {
  private static final Set<String> VERBS_WITHOUT_BODY = Set.of("delete", "get", "head", "options");
  private static final Set<String> EXAMPLES = Set.of("example", "examples");

  private GeneratorInput() {}

  /** Takes the folder to write to and the folders whose descriptions are read. */
  public static void main(String[] arguments) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    Path target = Files.createDirectories(Path.of(arguments[0]));
    for (int i = 1; i < arguments.length; i++) {
      for (Path file : files(Path.of(arguments[i]))) {
        JsonNode root = yaml.readTree(file.toFile());
        if (root.has("paths") || root.has("components")) {
          prepare(root, false);
          yaml.writeValue(target.resolve(file.getFileName()).toFile(), root);
        }
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  /** Changes {@code node}; {@code isMap} says that its keys are names and no keywords. */
  private static void prepare(JsonNode node, boolean isMap) {
    if (node.isArray()) {
      node.forEach(item -> prepare(item, false));
    } else if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : new ArrayList<>(object.properties())) {
        String key = entry.getKey();
        if (isMap || !EXAMPLES.contains(key)) {
          prepare(entry.getValue(), key.equals("properties") && !isMap);
        }
        if (VERBS_WITHOUT_BODY.contains(key) && entry.getValue().has("requestBody")) {
          ((ObjectNode) entry.getValue()).put("x-body", true);
        }
      }
      if (!isMap) {
        object.remove("not");
        prepareUnion(object);
        prepareProperties(object);
      }
      for (String key : List.of("summary", "description")) {
        if (object.path(key).isTextual()) {
          object.put(key, object.get(key).asText().strip().replaceAll("`([^`]*)`", "{@code $1}"));
        }
      }
      if (object.path("description").isTextual()) {
        object.put("x-phrase", phrase(object.get("description").asText()));
      }
    }
  }

  private static void prepareUnion(ObjectNode schema) {
    if (schema.remove("discriminator") instanceof ObjectNode discriminator) {
      ObjectNode dispatch = schema.putObject("x-dispatch");
      dispatch.set("property", discriminator.get("propertyName"));
      ArrayNode alternatives = dispatch.putArray("alternatives");
      for (Map.Entry<String, JsonNode> entry : discriminator.path("mapping").properties()) {
        String ref = entry.getValue().asText();
        alternatives
            .addObject()
            .put("value", entry.getKey())
            .put("model", ref.substring(ref.lastIndexOf('/') + 1));
      }
    }
  }

  private static void prepareProperties(ObjectNode schema) {
    for (JsonNode property : schema.path("properties")) {
      JsonNode values = property.path("enum");
      if (property.has("x-open-enum")) {
        ((ObjectNode) property).set("x-extensible-enum", ((ObjectNode) property).remove("enum"));
      } else if (values.size() == 1 && values.get(0).isTextual()) {
        ((ObjectNode) property).set("x-constant", values.get(0));
      }
      if (property.has("x-aliases")) {
        schema.put("x-has-aliases", true);
      }
    }
  }

  private static String phrase(String sentence) {
    return sentence.matches("(The|An?|Whether) .*")
        ? sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1)
        : sentence;
  }
}
