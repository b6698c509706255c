package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the description that a parser does not check. */
final class LintTest {
  private static final List<String> OPERATION_KEYS =
      List.of(
          "operationId",
          "tags",
          "summary",
          "description",
          "x-since",
          "x-scopes",
          "x-retry-safe",
          "x-variants",
          "parameters",
          "requestBody",
          "responses");
  private static final List<String> SCHEMA_KEYS =
      List.of(
          "type",
          "format",
          "allOf",
          "nullable",
          "additionalProperties",
          "description",
          "x-since",
          "x-until",
          "x-id",
          "x-shown",
          "enum",
          "x-extensible-enum",
          "oneOf",
          "required",
          "minProperties",
          "not",
          "properties",
          "items",
          "example");

  private static final Map<String, JsonNode> FILES = new TreeMap<>();
  private static JsonNode bundled = MissingNode.getInstance();
  private static Description description = new Description(bundled);

  @BeforeAll
  static void read() throws IOException {
    for (String name : SpecFiles.names()) {
      FILES.put(name, JsonTrees.yaml(SpecFiles.copy().resolveSibling(name)));
    }
    bundled = JsonTrees.parse(SpecFiles.bundled());
    description = new Description(bundled);
  }

  private static Map<String, JsonNode> schemas() {
    Map<String, JsonNode> schemas = new TreeMap<>();
    bundled
        .path("components")
        .path("schemas")
        .properties()
        .forEach(schema -> schemas.put(schema.getKey(), schema.getValue()));
    return schemas;
  }

  @Test
  void theParserReportsNoProblem() {
    assertThat(SpecFiles.parsed().getMessages()).isEmpty();
  }

  @Test
  void everyOperationHasAUniqueIdASummaryAndADescription() {
    Set<String> ids = new HashSet<>();
    for (String operation : description.operations()) {
      JsonNode node = description.node(operation);
      assertThat(ids.add(node.path("operationId").asText())).as(operation).isTrue();
      assertThat(node.path("operationId").asText()).matches("[a-z][A-Za-z]+");
      assertThat(node.path("summary").asText()).as(operation).matches("[A-Z][a-z]+s .*[.]");
      assertThat(node.path("description").asText()).as(operation).endsWith(".");
      assertThat(node.path("tags")).as(operation).hasSize(1);
    }
    assertThat(ids).isNotEmpty();
  }

  @Test
  void everyOperationHasTheVersionHeaderAndTheCommonResponses() {
    for (String operation : description.operations()) {
      assertThat(description.parameters(operation, "header"))
          .as(operation)
          .extracting(parameter -> parameter.path("name").asText())
          .contains("Intercom-Version");
      assertThat(description.node(operation).path("responses").properties())
          .as(operation)
          .extracting(Map.Entry::getKey)
          .contains("200", "401", "429", "default");
    }
  }

  @Test
  void everyVersionIsOneOfTheDescribedVersions() {
    assertThat(description.versions())
        .contains(description.version())
        .isSortedAccordingTo(DriftComparison::compareVersions);
    walk(
        bundled,
        "$",
        (path, node) -> {
          for (String key : List.of("x-since", "x-until")) {
            if (node.has(key)) {
              assertThat(node.get(key).isTextual()).as(path).isTrue();
              assertThat(description.versions()).as(path).contains(node.get(key).asText());
            }
          }
        });
  }

  @Test
  void everyDescriptionFitsIntoJavadoc() {
    schemas()
        .forEach(
            (name, schema) -> {
              checkDescription(name, schema, "The|An?|Intercom's");
              schema
                  .path("properties")
                  .properties()
                  .forEach(
                      field ->
                          checkDescription(
                              name + "." + field.getKey(),
                              field.getValue(),
                              "The|An?|Intercom's|Whether"));
            });
    for (String operation : description.operations()) {
      for (String in : List.of("path", "query")) {
        for (JsonNode parameter : description.parameters(operation, in)) {
          checkDescription(
              operation + " " + parameter.path("name").asText(),
              parameter,
              "The|An?|Intercom's|Whether");
        }
      }
    }
  }

  /** Requires sentences, so that "Returns the …", "Sets the …" and "the …" read well. */
  private static void checkDescription(String where, JsonNode node, String firstWord) {
    assertThat(node.path("description").asText())
        .as(where)
        .matches("(?s)(" + firstWord + ") .*[.]")
        .doesNotContain("*/", "<", ">", "&", "@");
  }

  @Test
  void exactlyTheIdsAreMarkedAsIds() {
    schemas()
        .forEach(
            (name, schema) ->
                schema
                    .path("properties")
                    .properties()
                    .forEach(
                        field -> {
                          JsonNode node =
                              field.getValue().has("items")
                                  ? field.getValue().get("items")
                                  : field.getValue();
                          String ref = node.path("allOf").path(0).path("$ref").asText();
                          assertThat(node.path("x-id").asBoolean())
                              .as(name + "." + field.getKey())
                              .isEqualTo(ref.endsWith("/Id") || ref.endsWith("/NullableId"));
                        }));
  }

  @Test
  void objectsHaveSchemasWithNamesAndWholeNumbersHave64Bits() {
    schemas()
        .forEach(
            (name, schema) ->
                schema
                    .path("properties")
                    .properties()
                    .forEach(
                        field -> {
                          String where = name + "." + field.getKey();
                          for (JsonNode node :
                              List.of(field.getValue(), field.getValue().path("items"))) {
                            assertThat(node.has("properties")).as(where).isFalse();
                            if (node.path("type").asText().equals("integer")) {
                              assertThat(node.path("format").asText()).as(where).isEqualTo("int64");
                            }
                          }
                        }));
  }

  @Test
  void theConstantsOfOpenEnumsAreValidJavaNames() {
    walk(
        bundled,
        "$",
        (path, node) -> {
          for (JsonNode value : node.path("x-extensible-enum")) {
            assertThat(value.asText()).as(path).matches("[a-z][a-z0-9_]*");
          }
        });
  }

  @Test
  void everySchemaIsUsed() {
    Set<String> used = new TreeSet<>();
    walk(
        bundled,
        "$",
        (path, node) -> {
          String ref = node.path("$ref").asText();
          if (ref.startsWith("#/components/schemas/")) {
            used.add(ref.substring(ref.lastIndexOf('/') + 1));
          }
        });
    assertThat(used).containsExactlyElementsOf(schemas().keySet());
  }

  @Test
  void noTwoSchemasHaveTheSameShape() {
    Map<JsonNode, String> shapes = new HashMap<>();
    schemas()
        .forEach(
            (name, schema) -> {
              String other = shapes.put(shape(schema), name);
              assertThat(other).as(name + " has the shape of " + other).isNull();
            });
  }

  /** Returns a schema without its texts. */
  private static JsonNode shape(JsonNode schema) {
    if (!schema.has("properties")) {
      return schema;
    }
    JsonNode shape = schema.deepCopy();
    walk(
        shape,
        "$",
        (path, node) -> {
          if (!path.endsWith(".properties")) {
            ((ObjectNode) node).remove(List.of("description", "example", "x-since"));
          }
        });
    return shape;
  }

  @Test
  void theVariantsOfAnOperationAgreeWithTheMarksOfItsParameters() {
    for (String operation : description.operations()) {
      JsonNode variants = description.node(operation).path("x-variants");
      if (variants.isMissingNode()) {
        continue;
      }
      for (JsonNode parameter : description.parameters(operation, "query")) {
        String name = parameter.path("name").asText();
        assertThat(parameter.path("x-list-only").asBoolean())
            .as(name)
            .isEqualTo(names(variants.path("lookup").path("forbids")).contains(name));
        assertThat(parameter.path("x-lookup-only").asBoolean())
            .as(name)
            .isEqualTo(names(variants.path("list").path("forbids")).contains(name))
            .isEqualTo(names(variants.path("lookup").path("requires")).contains(name));
      }
    }
  }

  @Test
  void queryParametersOfAnOperationAreAllRequiredOrAllOptional() {
    // The templates generate an overload without the optional ones.
    for (String operation : description.operations()) {
      Set<Boolean> required = new HashSet<>();
      for (JsonNode parameter : description.parameters(operation, "query")) {
        required.add(parameter.path("required").asBoolean());
      }
      assertThat(required).as(operation).hasSizeLessThan(2);
    }
  }

  @Test
  void retrofitSupportsEveryVerbAndBody() {
    assertThat(VerbProblems.of(bundled)).isEmpty();
  }

  @Test
  void keysAreInOneOrder() {
    FILES.forEach(
        (file, root) -> {
          for (JsonNode path : root.path("paths")) {
            for (Verb verb : Verb.values()) {
              checkOrder(file, path.path(verb.key()), OPERATION_KEYS);
            }
          }
          root.path("components")
              .path("schemas")
              .properties()
              .forEach(
                  schema -> {
                    checkOrder(file + " " + schema.getKey(), schema.getValue(), SCHEMA_KEYS);
                    schema
                        .getValue()
                        .path("properties")
                        .properties()
                        .forEach(
                            field ->
                                checkOrder(
                                    file + " " + schema.getKey() + "." + field.getKey(),
                                    field.getValue(),
                                    SCHEMA_KEYS));
                  });
        });
  }

  private static void checkOrder(String where, JsonNode node, List<String> order) {
    if (node.has("$ref")) {
      return;
    }
    List<String> keys = node.properties().stream().map(Map.Entry::getKey).toList();
    assertThat(order).as(where).containsAll(keys);
    assertThat(keys).as(where).isEqualTo(order.stream().filter(keys::contains).toList());
  }

  private static List<String> names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(item -> names.add(item.asText()));
    return names;
  }

  private interface Visitor {
    void visit(String path, JsonNode object);
  }

  /** Visits every object except those in examples, which may contain anything. */
  private static void walk(JsonNode node, String path, Visitor visitor) {
    if (node.isObject()) {
      visitor.visit(path, node);
      List.copyOf(node.properties())
          .forEach(
              field -> {
                boolean isExample =
                    (field.getKey().equals("example") || field.getKey().equals("examples"))
                        && !path.endsWith(".properties");
                if (!isExample) {
                  walk(field.getValue(), path + "." + field.getKey(), visitor);
                }
              });
    } else {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), path + "[" + i + "]", visitor);
      }
    }
  }
}
