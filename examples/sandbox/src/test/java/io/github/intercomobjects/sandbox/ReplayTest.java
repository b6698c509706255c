package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.spec.Description;
import io.github.intercomobjects.spec.JsonTrees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReplayTest {
  private static final String PROOF = "type: contact, id: '9', external_id: '7', deleted: true";

  private record Run(boolean passed, List<String> lines) {}

  /** A description of how a contact is deleted, with these responses by their statuses. */
  private static String deletion(String responses) {
    return """
        info: {version: "2.16"}
        paths:
          /contacts/{id}:
            delete:
              responses: {%s}
          /shelves:
            get:
              responses: {"200": {content: {application/json: {example: {}}}}}
        """
        .formatted(responses);
  }

  private static String response(int status, String example) {
    return "'%d': {content: {application/json: {example: {%s}}}}".formatted(status, example);
  }

  private static String error(int status, String code) {
    String body = "type: error.list, request_id: x, errors: [{code: %s, message: m}]";
    return response(status, body.formatted(code));
  }

  private static Run run(String rules, String description) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
    Replay replay = new Replay(JsonTrees.yaml(rules), lines);
    Description theirs = new Description(JsonTrees.yaml(description));
    boolean explained = replay.replay("their.yaml", theirs, theirs.version());
    boolean used = replay.isEachReasonUsed();
    return new Run(explained && used, out.toString(StandardCharsets.UTF_8).lines().toList());
  }

  private static Run run(String description) throws IOException {
    return run("{}", description);
  }

  @Test
  void aResponseAsDocumentedIsNoRow() throws IOException {
    assertThat(run(deletion(response(200, PROOF) + "," + error(401, "unauthorized"))))
        .isEqualTo(
            new Run(
                true,
                List.of(
                    "their.yaml, version 2.16: 2 exchanges, 2 with the documented response;"
                        + " 0 rows, 0 explained, 0 not")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: contact, id: '9', external_id: '7', deleted: true, by: {id: 1}"
            + "| missing: DELETE /contacts/{} 200 $.by",
        "type: contact, id: '9', deleted: true"
            + "| additional: DELETE /contacts/{} 200 $.external_id",
        "type: contact, id: 9, external_id: '7', deleted: true"
            + "| type: DELETE /contacts/{} 200 $.id number, was string",
        "type: contact, id: '9', external_id: null, deleted: true"
            + "| type: DELETE /contacts/{} 200 $.external_id null, was string",
        "type: contact, id: '9', external_id: {a: [1]}, deleted: true"
            + "| not produced: DELETE /contacts/{} 200: external_id must be a string, was an"
            + " object",
        "type: contact, id: '9', external_id: '7', deleted: {a: [1]}"
            + "| type: DELETE /contacts/{} 200 $.deleted object, was boolean",
      })
  void aDifferenceIsPrintedOnceWithItsLocationAndFails(String example, String row)
      throws IOException {
    assertThat(run(deletion(response(200, example))))
        .isEqualTo(
            new Run(
                false,
                List.of(
                    "their.yaml, version 2.16: 1 exchanges, 0 with the documented response;"
                        + " 1 rows, 0 explained, 1 not",
                    "Not explained:",
                    "  " + row + " [example]")));
  }

  @Test
  void anotherStatusIsARowWithTheMessageOfTheSandbox() throws IOException {
    assertThat(run(deletion(error(409, "conflict"))).lines())
        .contains("  status: DELETE /contacts/{} 409, was 200 :  [example]");
    assertThat(run(deletion(error(404, "contact_merged"))).lines())
        .contains(
            "  status: DELETE /contacts/{} 404, was 410 contact_merged: The contact was merged"
                + " into another; see the Link header [example]");
  }

  @Test
  void anotherCodeIsARow() throws IOException {
    String ticket =
        deletion(error(404, "not_found")).replace("/contacts/{id}", "/tickets/{ticket_id}");
    assertThat(run(ticket).lines())
        .contains("  code: DELETE /tickets/{} 404 not_found, was ticket_not_found [example]");
  }

  @Test
  void anErrorThatCannotBeProducedIsARow() throws IOException {
    Run run = run(deletion(error(403, "api_plan_restricted")));
    assertThat(run.passed()).isFalse();
    assertThat(run.lines())
        .contains("  not produced: DELETE /contacts/{} 403 api_plan_restricted [example]");
  }

  @Test
  void errorsProducedByTokenWindowAndStateAreNoRows() throws IOException {
    assertThat(
            run(
                deletion(
                    String.join(
                        ",",
                        error(401, "unauthorized"),
                        error(403, "forbidden"),
                        error(404, "not_found"),
                        error(410, "contact_merged"),
                        error(429, "rate_limit_exceeded")))))
        .isEqualTo(
            new Run(
                true,
                List.of(
                    "their.yaml, version 2.16: 5 exchanges, 5 with the documented response;"
                        + " 0 rows, 0 explained, 0 not")));
  }

  @Test
  void fieldsOfTheSchemaThatTheExampleLeavesOutAreExplained() throws IOException {
    String described =
        "'200': {content: {application/json: {example: {type: contact, id: '9', deleted: true},"
            + " schema: {properties: {external_id: {type: string}}}}}}";
    assertThat(run(deletion(described)))
        .isEqualTo(
            new Run(
                true,
                List.of(
                    "their.yaml, version 2.16: 1 exchanges, 1 with the documented response;"
                        + " 1 rows, 1 explained, 0 not",
                    "The schema of the same response lists it; the example leaves it out.",
                    "  additional: DELETE /contacts/{} 200 $.external_id")));
  }

  @Test
  void aResponseWithoutAnExampleMustMatchTheSchema() throws IOException {
    String described =
        "'200': {content: {application/json: {schema: {type: object, properties: {type: {type:"
            + " string}, id: {type: integer}, deleted: {type: boolean}}}}}}";
    assertThat(run(deletion(described + "," + error(401, "unauthorized"))).lines())
        .contains(
            "  not described: DELETE /contacts/{} 200 $.external_id [no example]",
            "  not described: DELETE /contacts/{} 200 $.id [no example]")
        .hasSize(4);
  }

  @Test
  void aRowWithAReasonIsPrintedUnderIt() throws IOException {
    String rules = "{files: ['2.16'], explained: [{rows: 'missing: * $.by*', why: Nobody knows.}]}";
    assertThat(run(rules, deletion(response(200, PROOF + ", by: {id: 1}, bye: 2"))))
        .isEqualTo(
            new Run(
                true,
                List.of(
                    "their.yaml, version 2.16: 1 exchanges, 0 with the documented response;"
                        + " 2 rows, 2 explained, 0 not",
                    "Nobody knows.",
                    "  missing: DELETE /contacts/{} 200 $.by",
                    "  missing: DELETE /contacts/{} 200 $.bye")));
  }

  @Test
  void aReasonCanApplyToOneExample() throws IOException {
    String rules = "explained: [{rows: '* \"first\"', why: It is old.}]";
    String both =
        "'200': {content: {application/json: {examples: {first: {value: {%s, by: 1}}, %s: {value:"
            + " {%s, by: 1}}}}}}";
    assertThat(run(rules, deletion(both.formatted(PROOF, "second", PROOF))).lines())
        .contains("  missing: DELETE /contacts/{} 200 $.by [first, second]");
    assertThat(
            run(rules, deletion(both.formatted(PROOF, "other", PROOF).replace("other", "first")))
                .passed())
        .isTrue();
  }

  @Test
  void aReasonThatExplainsNothingFailsForItsVersions() throws IOException {
    String explained = "explained: [{rows: 'missing: *', why: Nobody knows.}]";
    String first =
        "their.yaml, version 2.16: 1 exchanges, 1 with the documented response;"
            + " 0 rows, 0 explained, 0 not";
    assertThat(run("{files: ['2.16'], " + explained + "}", deletion(response(200, PROOF))))
        .isEqualTo(new Run(false, List.of(first, "Explains nothing: missing: *")));
    assertThat(run("{files: ['2.16', '2.15'], " + explained + "}", deletion(response(200, PROOF))))
        .isEqualTo(
            new Run(
                true,
                List.of(first, "1 reasons explain nothing here; they are for other versions")));
  }

  @Test
  void aFileWithoutExamplesFailsAndSaysSo() throws IOException {
    assertThat(run(deletion("'200': {content: {application/json: {schema: {}}}}")))
        .isEqualTo(
            new Run(
                false, List.of("their.yaml gives no example of an operation that ours describes")));
  }

  @Test
  void theProcessEndsWith1ForADifferenceAndWritesAllRows(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("their.yaml");
    Path report = folder.resolve("replay.json");
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    // A version without reasons.
    String good = deletion(response(200, PROOF)).replace("2.16", "2.15");
    Files.writeString(file, good);
    assertThat(Replay.run(file, report, nowhere)).isZero();
    assertThat(Files.readString(report)).isEqualTo("[ ]");

    Files.writeString(file, good.replace("deleted: true", "deleted: 1"));
    assertThat(Replay.run(file, report, nowhere)).isEqualTo(1);
    JsonNode row = JsonTrees.parse(Files.readString(report)).path(0);
    assertThat(row)
        .hasToString(
            "{\"version\":\"2.15\","
                + "\"row\":\"type: DELETE /contacts/{} 200 $.deleted number, was boolean\","
                + "\"examples\":[\"example\"],\"why\":[]}");
  }
}
