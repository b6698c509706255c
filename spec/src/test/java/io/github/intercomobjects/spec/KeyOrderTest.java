package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of the description read alike. */
final class KeyOrderTest {
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
          "security",
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
          "x-aliases",
          "x-wrapper",
          "x-open-enum",
          "enum",
          "x-extensible-enum",
          "oneOf",
          "discriminator",
          "required",
          "minProperties",
          "maxProperties",
          "pattern",
          "minimum",
          "minItems",
          "maxItems",
          "not",
          "properties",
          "items",
          "example");

  @Test
  void keysAreInOneOrder() throws IOException {
    for (String file : SpecFiles.names()) {
      JsonNode root = JsonTrees.yaml(SpecFiles.copy(SpecRoot.API).resolveSibling(file));
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
    }
  }

  private static void checkOrder(String where, JsonNode node, List<String> order) {
    if (node.has("$ref")) {
      return;
    }
    List<String> keys = node.properties().stream().map(Map.Entry::getKey).toList();
    assertThat(order).as(where).containsAll(keys);
    assertThat(keys).as(where).isEqualTo(order.stream().filter(keys::contains).toList());
  }
}
