package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The rules of the description of what Intercom sends to the server of an app. */
final class CanvasLintTest extends LintRules {
  CanvasLintTest() throws IOException {
    super(SpecRoot.CANVAS);
  }

  @Test
  void everyRequestIsSignedAndHasAResponseWithStatus200() {
    for (String operation : description.operations()) {
      JsonNode node = description.node(operation);
      JsonNode security = node.has("security") ? node.path("security") : bundled.path("security");
      assertThat(security).as(operation).hasSize(1);
      assertThat(security.path(0).fieldNames().next())
          .as(operation)
          .isEqualTo(operation.equals("POST /webhooks") ? "hubSignature" : "bodySignature");
      assertThat(node.path("responses").has("200")).as(operation).isTrue();
    }
  }

  @Test
  void nothingIsRequiredOfARequest() {
    for (String operation : description.operations()) {
      JsonNode schema = bundled.at("/components/schemas/" + description.schema(operation, 0));
      assertThat(schema.has("properties")).as(operation).isTrue();
      assertThat(schema.has("required")).as(operation).isFalse();
    }
  }

  @Test
  void everyAlternativeOfAUnionHasItsOwnType() {
    int unions = 0;
    for (Map.Entry<String, JsonNode> union : schemas().entrySet()) {
      JsonNode discriminator = union.getValue().path("discriminator");
      if (discriminator.isMissingNode()) {
        continue;
      }
      unions++;
      List<String> alternatives = new ArrayList<>();
      union.getValue().path("oneOf").forEach(one -> alternatives.add(one.path("$ref").asText()));
      List<String> mapped = new ArrayList<>();
      discriminator.path("mapping").forEach(ref -> mapped.add(ref.asText()));
      assertThat(mapped).as(union.getKey()).isEqualTo(alternatives);
      for (Map.Entry<String, JsonNode> entry : discriminator.path("mapping").properties()) {
        JsonNode type =
            bundled.at(entry.getValue().asText().substring(1)).at("/properties/type/enum");
        assertThat(type).as(entry.getKey()).hasSize(1);
        assertThat(type.path(0).asText()).isEqualTo(entry.getKey());
      }
    }
    assertThat(unions).isEqualTo(2);
  }

  @Test
  void onlyTypesAreClosedEnums() {
    // Intercom returns a canvas as the app sent it, and apps send values that are not documented.
    fields(
        (where, name, field) -> {
          if (field.has("enum")) {
            assertThat(field.path("x-open-enum").asBoolean())
                .as(where)
                .isNotEqualTo(name.equals("type"));
          }
        });
  }

  @Test
  void everyPropertyOfASimpleTypeHasAnExample() {
    fields(
        (where, name, field) -> {
          String type = field.path("type").asText();
          if (Set.of("string", "integer", "number", "boolean").contains(type)) {
            assertThat(field.has("example")).as(where).isTrue();
          }
        });
  }

  @Test
  void examplesShowEveryProperty() {
    Set<String> shown = new TreeSet<>();
    for (String operation : description.operations()) {
      description.examples(operation).forEach(example -> names(example.body(), shown));
    }
    fields((where, name, field) -> assertThat(shown).as(where).contains(name));
  }

  private static void names(JsonNode node, Set<String> names) {
    node.fieldNames().forEachRemaining(names::add);
    node.forEach(child -> names(child, names));
  }
}
