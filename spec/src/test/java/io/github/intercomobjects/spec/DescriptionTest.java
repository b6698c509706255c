package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DescriptionTest {
  private static final String LIST = "GET /shops/{}/tags";

  private static Description shop() throws IOException {
    return new Description(
        JsonTrees.yaml(
            """
            info: {version: "2.14"}
            paths:
              /shops/{shop_id}/tags:
                parameters:
                  - {name: shop_id, in: path, example: 7}
                get:
                  parameters:
                    - $ref: "#/components/parameters/Page"
                  responses:
                    "200":
                      content:
                        application/json:
                          example: {total: 8.0}
                          schema: {$ref: "#/components/schemas/Tags"}
                    default: {content: {application/json: {examples: {empty: {value: {}}}}}}
            components:
              parameters:
                Page: {name: page, in: query}
              schemas:
                Tags:
                  properties:
                    total: {type: integer, nullable: true}
                    data: {type: array, items: {$ref: "#/components/schemas/Tag"}}
                    values: {type: object}
                Tag:
                  properties: {name: {type: string}}
            """));
  }

  @Test
  void parametersOfThePathAndOfTheOperationAreFoundByTheirKind() throws IOException {
    assertThat(shop().parameters(LIST, "path"))
        .extracting(p -> p.path("example").asText())
        .containsExactly("7");
    assertThat(shop().parameters(LIST, "query"))
        .extracting(p -> p.path("name").asText())
        .containsExactly("page");
    assertThat(shop().path(LIST)).isEqualTo("/shops/{shop_id}/tags");
  }

  @Test
  void examplesHaveTheirStatusAndNameAndExactNumbers() throws IOException {
    assertThat(shop().examples(LIST))
        .extracting(Example::title)
        .containsExactly("GET /shops/{}/tags 200 \"example\"", "GET /shops/{}/tags 500 \"empty\"");
    JsonNode body = shop().examples(LIST).get(0).body();
    assertThat(body).hasToString("{\"total\":8.0}");
  }

  @ParameterizedTest
  @CsvSource({
    "200, total, number, true",
    "200, total, null, true",
    "200, total, string, false",
    "200, data, array, true",
    "200, data/[], object, true",
    "200, data/[]/name, string, true",
    "200, data/[]/colour, string, false",
    "200, values/anything, boolean, true",
    "200, pages, object, false",
    "500, total, number, false",
    "404, total, number, false",
  })
  void aLocationIsDescribedIfTheSchemaAllowsTheKindThere(
      int status, String location, String kind, boolean described) throws IOException {
    assertThat(shop().describes(LIST, status, List.of(location.split("/", -1)), kind))
        .isEqualTo(described);
  }
}
