package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules of all descriptions that a parser does not check. */
abstract class LintRules {
  final SpecRoot root;
  final JsonNode bundled;
  final Description description;

  LintRules(SpecRoot root) throws IOException {
    this.root = root;
    this.bundled = JsonTrees.parse(SpecFiles.bundled(root));
    this.description = new Description(bundled);
  }

  final Map<String, JsonNode> schemas() {
    Map<String, JsonNode> schemas = new TreeMap<>();
    bundled
        .path("components")
        .path("schemas")
        .properties()
        .forEach(schema -> schemas.put(schema.getKey(), schema.getValue()));
    return schemas;
  }

  interface FieldVisitor {
    /**
     * Visits one field.
     *
     * @param where the name of the schema and the field, for messages
     */
    void visit(String where, String name, JsonNode field);
  }

  /** Visits the properties of all schemas. */
  final void fields(FieldVisitor visitor) {
    schemas()
        .forEach(
            (schema, node) ->
                node.path("properties")
                    .properties()
                    .forEach(
                        field ->
                            visitor.visit(
                                schema + "." + field.getKey(), field.getKey(), field.getValue())));
  }

  @Test
  void theParserReportsNoProblem() {
    assertThat(SpecFiles.parsed(root).getMessages()).isEmpty();
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
  void everyDescriptionFitsIntoJavadoc() {
    schemas().forEach((name, schema) -> checkDescription(name, schema, "The|An?|Intercom's"));
    fields((where, name, field) -> checkDescription(where, field, "The|An?|Intercom's|Whether"));
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
    fields(
        (where, name, field) -> {
          JsonNode node = field.has("items") ? field.get("items") : field;
          String ref = node.path("allOf").path(0).path("$ref").asText();
          assertThat(node.path("x-id").asBoolean())
              .as(where)
              .isEqualTo(ref.endsWith("/Id") || ref.endsWith("/NullableId"));
        });
  }

  @Test
  void objectsHaveSchemasWithNamesAndWholeNumbersHave64Bits() {
    fields(
        (where, name, field) -> {
          for (JsonNode node : List.of(field, field.path("items"))) {
            assertThat(node.has("properties")).as(where).isFalse();
            if (node.path("type").asText().equals("integer")) {
              assertThat(node.path("format").asText()).as(where).isEqualTo("int64");
            }
          }
        });
  }

  @Test
  void theConstantsOfOpenEnumsAreValidJavaNames() {
    walk(
        bundled,
        "$",
        (path, node) -> {
          for (JsonNode value : node.path(node.has("x-open-enum") ? "enum" : "x-extensible-enum")) {
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

  interface Visitor {
    void visit(String path, JsonNode object);
  }

  /** Visits every object except those in examples, which may contain anything. */
  static void walk(JsonNode node, String path, Visitor visitor) {
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
