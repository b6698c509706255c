package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DriftTest {
  private static final String SHOP =
      """
      info: {version: "2.14"}
      paths:
        /shops/{id}:
          parameters:
            - $ref: "#/components/parameters/Sort"
          get:
            responses:
              "200": {$ref: "#/components/responses/Shop"}
              "404": {content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}}
          put:
            requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Patch"}}}}
            responses:
              "200": {$ref: "#/components/responses/Shop"}
      components:
        parameters:
          Sort: {name: sort, in: query, schema: {type: string}}
        responses:
          Shop: {content: {application/json: {schema: {$ref: "#/components/schemas/Shop"}}}}
        schemas:
          Error:
            properties: {code: {type: string}}
          Id:
            oneOf: [{type: string}, {type: integer}]
          Patch:
            type: object
            properties:
              name: {type: string}
              values: {type: object, additionalProperties: true}
          Shop:
            type: object
            properties:
              id: {allOf: [{$ref: "#/components/schemas/Id"}], x-id: true}
              rating: {type: number}
              note: {description: Anything.}
              parent: {$ref: "#/components/schemas/Shop"}
              state:
                oneOf: [{$ref: "#/components/schemas/State"}, {type: string}]
              tags:
                type: object
                properties:
                  data: {type: array, items: {$ref: "#/components/schemas/Tag"}}
          State:
            type: object
            properties: {label: {type: string}}
          Tag:
            type: object
            properties:
              name: {type: string}
              colour: {type: string, x-extensible-enum: [red, green]}
      """;

  private static ObjectNode shop() throws IOException {
    return (ObjectNode) JsonTrees.yaml(SHOP);
  }

  private static ObjectNode bundled() throws IOException {
    return (ObjectNode) JsonTrees.parse(SpecFiles.bundled());
  }

  private static ObjectNode at(JsonNode root, String pointer) {
    return (ObjectNode) root.requiredAt(pointer);
  }

  private static ObjectNode properties(JsonNode root, String schema) {
    return at(root, "/components/schemas/" + schema + "/properties");
  }

  private static List<String> rows(JsonNode ours, JsonNode theirs) {
    return DriftComparison.rows(ours, theirs, path -> true).stream().map(DriftRow::text).toList();
  }

  @Test
  void aDescriptionDoesNotDifferFromItself() throws IOException {
    assertThat(rows(shop(), shop())).isEmpty();
    assertThat(rows(bundled(), bundled())).isEmpty();
  }

  @Test
  void aFieldThatOnlyTheirsHasIsOneRowWithEveryLocation() throws IOException {
    ObjectNode ours = shop();
    properties(ours, "Tag").remove("name");
    assertThat(DriftComparison.rows(ours, shop(), path -> true))
        .containsExactly(
            new DriftRow(
                "field missing in ours: Tag.name",
                List.of(
                    "GET /shops/{} 200 $.tags.data[].name",
                    "PUT /shops/{} 200 $.tags.data[].name")));
  }

  @Test
  void fieldsOfRequestsAndOfAlternativesAreFound() throws IOException {
    ObjectNode theirs = shop();
    properties(theirs, "Patch").putObject("colour").put("type", "string");
    properties(theirs, "State").putObject("colour").put("type", "string");
    assertThat(rows(shop(), theirs))
        .containsExactly(
            "field missing in ours: Patch.colour", "field missing in ours: State.colour");
  }

  @Test
  void aFieldThatOnlyOursHasIsARowInItsVersions() throws IOException {
    ObjectNode ours = shop();
    properties(ours, "Tag").putObject("old").put("type", "string").put("x-until", "2.13");
    properties(ours, "Tag").putObject("now").put("type", "string").put("x-since", "2.9");
    properties(ours, "Tag").putObject("new").put("type", "string").put("x-since", "2.15");
    assertThat(rows(ours, shop())).containsExactly("field missing in theirs: Tag.now");
  }

  @Test
  void fieldsOfFreeFormObjectsAndOfErrorsAreIgnored() throws IOException {
    ObjectNode theirs = shop();
    properties(theirs, "Error").putObject("hint").put("type", "string");
    at(theirs, "/components/schemas/Patch/properties/values")
        .putObject("properties")
        .putObject("size")
        .put("type", "integer");
    assertThat(rows(shop(), theirs)).isEmpty();
  }

  @Test
  void operationsAreComparedWithoutTheNamesOfPathParameters() throws IOException {
    ObjectNode ours = shop();
    ObjectNode theirs = shop();
    ObjectNode path = (ObjectNode) at(theirs, "/paths").remove("/shops/{id}");
    at(theirs, "/paths").set("/shops/{shop_id}", path);
    assertThat(rows(ours, theirs)).isEmpty();
    path.remove("put");
    path.putObject("delete");
    assertThat(rows(ours, theirs))
        .contains(
            "operation missing in ours: DELETE /shops/{}",
            "operation missing in theirs: PUT /shops/{}");
  }

  @Test
  void anOperationOutsideTheScopeIsIgnored() throws IOException {
    ObjectNode theirs = shop();
    at(theirs, "/paths").putObject("/shelves").putObject("get");
    assertThat(DriftComparison.rows(shop(), theirs, path -> path.startsWith("/shops"))).isEmpty();
    assertThat(rows(shop(), theirs)).containsExactly("operation missing in ours: GET /shelves");
  }

  @ParameterizedTest
  @CsvSource({
    "x-since, 2.9, true",
    "x-since, 2.14, true",
    "x-since, 2.15, false",
    "x-since, Preview, false",
    "x-until, 2.13, false",
    "x-until, 2.14, true",
    "x-until, Preview, true",
  })
  void operationsAndParametersOfOursAreExpectedInTheirVersions(
      String key, String version, boolean expected) throws IOException {
    ObjectNode ours = shop();
    at(ours, "/paths").putObject("/shelves").putObject("get").put(key, version);
    at(ours, "/paths/~1shops~1{id}/get")
        .putArray("parameters")
        .addObject()
        .put("name", "page")
        .put("in", "query")
        .put(key, version);
    assertThat(rows(ours, shop()))
        .isEqualTo(
            expected
                ? List.of(
                    "operation missing in theirs: GET /shelves",
                    "parameter missing in theirs: GET /shops/{} ?page")
                : List.of());
  }

  @Test
  void aParameterThatOnlyTheirsHasIsARow() throws IOException {
    ObjectNode ours = shop();
    at(ours, "/paths/~1shops~1{id}").remove("parameters");
    assertThat(rows(ours, shop()))
        .containsExactly(
            "parameter missing in ours: GET /shops/{} ?sort",
            "parameter missing in ours: PUT /shops/{} ?sort");
  }

  @ParameterizedTest
  @CsvSource({
    "Tag/properties/name, integer, Tag.name integer",
    "Shop/properties/tags/properties/data, string, Shop.tags.data string",
    "Shop/properties/rating, string, Shop.rating string",
    "Patch/properties/values, string, Patch.values string",
    // Schemas that allow more than one kind.
    "Shop/properties/rating, integer, ",
    "Shop/properties/id, integer, ",
    "Shop/properties/id, string, ",
    "Shop/properties/note, boolean, ",
    "Shop/properties/state, string, ",
  })
  void aKindThatOursDoesNotAllowIsARow(String pointer, String kind, @Nullable String row)
      throws IOException {
    ObjectNode theirs = shop();
    ObjectNode schema = at(theirs, "/components/schemas/" + pointer);
    schema.removeAll();
    schema.put("type", kind);
    assertThat(rows(shop(), theirs))
        .filteredOn(found -> !found.startsWith("field missing in theirs: "))
        .isEqualTo(row == null ? List.of() : List.of("kind not allowed in ours: " + row));
  }

  @Test
  void aNullAndAnEnumValueThatOursLacksAreRows() throws IOException {
    ObjectNode theirs = shop();
    properties(theirs, "Tag").withObject("/name").put("nullable", true);
    properties(theirs, "Tag").withObject("/colour").putArray("enum").add("red").add("blue");
    assertThat(rows(shop(), theirs))
        .contains(
            "kind not allowed in ours: Tag.name null", "value missing in ours: Tag.colour blue")
        .hasSize(2);
  }

  @Test
  void aStatusThatOnlyTheirsHasIsARow() throws IOException {
    ObjectNode ours = shop();
    at(ours, "/paths/~1shops~1{id}/get/responses").remove("404");
    assertThat(rows(ours, shop())).containsExactly("status missing in ours: GET /shops/{} 404");
  }

  @Test
  void anOperationOutsideItsVersionsInOursIsARow() throws IOException {
    ObjectNode ours = shop();
    at(ours, "/paths/~1shops~1{id}/get").put("x-since", "2.16");
    assertThat(rows(ours, shop())).containsExactly("outside its versions in ours: GET /shops/{}");
  }

  @Test
  void aBodyThatOnlyTheirsHasIsARow() throws IOException {
    ObjectNode ours = shop();
    at(ours, "/paths/~1shops~1{id}/put").remove("requestBody");
    at(ours, "/paths/~1shops~1{id}/get/responses").remove("200");
    assertThat(rows(ours, shop()))
        .containsExactly(
            "body missing in ours: GET /shops/{} 200",
            "body missing in ours: PUT /shops/{} request");
  }

  @Test
  void removalsFromOurDescriptionAreFound() throws IOException {
    ObjectNode ours = bundled();
    properties(ours, "Contact").remove("email");
    at(ours, "/paths/~1contacts~1{contact_id}").remove("delete");
    assertThat(rows(ours, bundled()))
        .containsExactly(
            "field missing in ours: Contact.email",
            "operation missing in ours: DELETE /contacts/{}");
  }

  @Test
  void additionsToOurDescriptionAreFound() throws IOException {
    ObjectNode theirs = bundled();
    properties(theirs, "CustomObjectInstance").putObject("version").put("type", "integer");
    at(theirs, "/paths").putObject("/custom_object_instances/{type}/{id}/history").putObject("get");
    assertThat(rows(bundled(), theirs))
        .containsExactly(
            "field missing in ours: CustomObjectInstance.version",
            "operation missing in ours: GET /custom_object_instances/{}/{}/history");
  }

  private record Run(boolean passed, List<String> lines) {}

  private static Run run(String rules, JsonNode ours, JsonNode theirs) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean passed =
        new Drift(
                DriftRules.read(JsonTrees.yaml(rules)),
                new PrintStream(out, true, StandardCharsets.UTF_8))
            .compare(ours, Map.of("folder/their.yaml", theirs));
    return new Run(passed, out.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void anUnexplainedRowIsPrintedAndFails() throws IOException {
    ObjectNode ours = shop();
    properties(ours, "Patch").remove("name");
    assertThat(run("{}", ours, shop()))
        .isEqualTo(
            new Run(
                false,
                List.of(
                    "their.yaml, version 2.14: 1 rows, 0 explained, 1 unexplained",
                    "  field missing in ours: Patch.name",
                    "      PUT /shops/{} request $.name")));
  }

  @Test
  void anExplainedRowIsCountedButNotPrinted() throws IOException {
    ObjectNode ours = shop();
    properties(ours, "Patch").remove("name");
    String rules = "explained: [{rows: 'field missing in ours: Patch.*', why: It is.}]";
    assertThat(run(rules, ours, shop()))
        .isEqualTo(
            new Run(true, List.of("their.yaml, version 2.14: 1 rows, 1 explained, 0 unexplained")));
  }

  @Test
  void anExplanationWithoutARowFailsIfAllVersionsAreReadUnlessItIsOptional() throws IOException {
    String explained = "explained: [{rows: 'field missing in ours: Patch', why: It is.}]";
    ObjectNode ours = shop();
    ours.withObject("/info").putArray("x-versions").add("2.14");
    assertThat(run(explained, ours, shop()))
        .isEqualTo(
            new Run(
                false,
                List.of(
                    "their.yaml, version 2.14: 0 rows, 0 explained, 0 unexplained",
                    "matches no row: field missing in ours: Patch")));
    assertThat(run(explained.replace("}", ", optional: true}"), ours, shop()).passed()).isTrue();
    ours.withArray("/info/x-versions").add("Preview");
    assertThat(run(explained, ours, shop()))
        .isEqualTo(
            new Run(
                true,
                List.of(
                    "their.yaml, version 2.14: 0 rows, 0 explained, 0 unexplained",
                    "1 explanations match no row; they may be for other versions")));
  }

  @Test
  void theUnexplainedRowsAreWrittenToAFileAndOnlyThose(@TempDir Path folder) throws IOException {
    ObjectNode theirs = bundled();
    properties(theirs, "Tag").putObject("colour").put("type", "string");
    Path rules = Files.writeString(folder.resolve("rules.yaml"), "{}");
    Path official = Files.writeString(folder.resolve("their.yaml"), theirs.toString());
    Path all = folder.resolve("all.json");
    Path unexplained = folder.resolve("unexplained.txt");
    String[] arguments = {
      rules.toString(), official.toString(), all.toString(), unexplained.toString()
    };

    assertThat(Drift.run(arguments)).isFalse();
    assertThat(unexplained).content().contains("  field missing in ours: Tag.colour\n");

    Files.writeString(official, bundled().toString());
    assertThat(Drift.run(arguments)).isTrue();
    assertThat(unexplained).doesNotExist();
  }

  @Test
  void anExplanationNeedsASentence() {
    assertThatThrownBy(() -> run("{explained: [{rows: a, why: b}]}", shop(), shop()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("an explanation needs 'rows' and a sentence in 'why': ");
  }

  @Test
  void everyOperationIsInScopeAndTheExplanationsAreNotPublished() throws IOException {
    DriftRules rules = DriftRules.read(JsonTrees.yaml(Path.of("drift.yaml")));
    assertThat(new Description(bundled()).operations())
        .allMatch(key -> rules.isInScope(key.substring(key.indexOf(' ') + 1)));
    assertThat(DriftTest.class.getResource("drift.yaml")).isNull();
  }
}
