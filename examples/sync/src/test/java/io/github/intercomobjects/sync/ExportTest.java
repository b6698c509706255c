package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.Attributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

/** Tests of the command {@code export}. */
class ExportTest extends RunWithExport {
  @Test
  void linesOfJsonAreTheObjectsAsIntercomSentThem() throws IOException {
    objects.upsert("1", Attributes.builder().set("status", "paid").build());
    objects.create(Attributes.builder().set("status", "new").build());
    Command command = export("--format=jsonl", "-o", "-");
    assertThat(command.exitCode()).isZero();
    List<String> lines = command.out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode created = JsonMapper.builder().build().readTree(lines.get(0));
    JsonNode upserted = JsonMapper.builder().build().readTree(lines.get(1));
    assertThat(created.path("external_id").isNull()).isTrue();
    assertThat(created.path("custom_attributes").path("status").asText()).isEqualTo("new");
    assertThat(upserted.path("external_id").asText()).isEqualTo("1");
    assertThat(upserted.path("id").asText()).isEqualTo(shop.order("1").getId());
    assertThat(command.err())
        .startsWith("LIVE: ")
        .endsWith("\n2 objects of Order written to - with 2 calls\n");
  }

  @Test
  void onlyTheOwnerCanReadAnExport() throws IOException {
    objects.upsert("1", Attributes.builder().set("status", "paid").build());
    export("-o", file().toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void anEarlierExportIsReplacedAndAnyOtherFileIsNot() throws IOException {
    assertThat(export("-o", file().toString()).exitCode()).isZero();
    objects.upsert("1", Attributes.builder().set("status", "paid").build());
    assertThat(export("-o", file().toString()).exitCode()).isZero();
    assertThat(export("-o", file().toString(), "--format=jsonl").exitCode()).isZero();
    assertThat(export("-o", file().toString(), "--format=jsonl").exitCode()).isZero();
    assertThat(Files.readAllLines(file())).hasSize(1);
    for (String mine :
        List.of(
            "number,status\n",
            "external_id,note about intercom_sync_export,status\n",
            "external_id,external_created_at,external_updated_at,my_intercom_sync_export\n",
            "external_id,intercom_sync_export\n",
            "{\"type\":\"contact\",\"id\":\"1\",\"custom_attributes\":{}}\n",
            "{\"custom_attributes\":{}}\n")) {
      Files.writeString(file(), mine);
      Command command = export("-o", file().toString());
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .isEqualTo(
              "intercom-sync: --output "
                  + file()
                  + " exists and is not an export of objects, so it is not overwritten; give"
                  + " another file, or delete that one\n");
      assertThat(Files.readString(file())).isEqualTo(mine);
    }
  }

  private static MockResponse page(int number, long total, String... ids) {
    return response(
        number, total, List.of(ids).stream().map(id -> object(id, "")).toArray(String[]::new));
  }

  private static String object(String id, String attributes) {
    return "{\"id\":\"" + id + "\",\"custom_attributes\":{" + attributes + "}}";
  }

  private static MockResponse response(int number, long total, String... objects) {
    return new MockResponse.Builder()
        .body(
            "{\"type\":\"list\",\"data\":["
                + String.join(",", objects)
                + "],\"total_count\":"
                + total
                + ",\"pages\":{\"type\":\"pages\",\"page\":"
                + number
                + ",\"per_page\":2,\"total_pages\":"
                + (total + 1) / 2
                + "}}")
        .build();
  }

  private Command exportPages(String format, MockResponse... pages) throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().body("{}").build());
      for (MockResponse page : pages) {
        server.enqueue(page);
      }
      String url = server.url("/").toString();
      return exportAt(url, "--format=" + format, "-o", file().toString());
    }
  }

  @Test
  void linesOfJsonKeepNullAndAbsentApart() throws IOException {
    exportPages("jsonl", response(1, 2, object("1", "\"note\":null"), object("2", "")));
    assertThat(Files.readString(file()))
        .contains("\"id\":\"1\"", "\"custom_attributes\":{\"note\":null}}\n")
        .contains("\"id\":\"2\"", "\"custom_attributes\":{}}\n");
  }

  @Test
  void severalReferencesAndNestedValuesAreJsonAndColumnsAreThoseOfAllObjects() throws IOException {
    Command command =
        exportPages(
            "csv",
            response(
                1,
                3,
                object("1", "\"a\":1,\"day\":null"),
                object(
                    "2",
                    "\"lines\":{\"type\":\"Line.list\",\"instances\":[{\"id\":\"7\"},{\"id\":\"8\"}]},"
                        + "\"a\":1.5,\"extra\":{\"x\":[1,null]}")),
            response(2, 3, object("3", "\"a\":2,\"day\":\"2026-01-31\",\"extra\":true")));
    assertThat(command.out())
        .contains(" and objects without an external id (3)")
        .endsWith("; exclude them with --ignore lines,extra\n");
    assertThat(Files.readString(file()))
        .isEqualTo(
            "external_id,external_created_at,external_updated_at,a,day,lines,extra,"
                + "intercom_sync_export,intercom_sync_types a:decimal\r\n"
                + ",,,1,,,,,\r\n"
                + ",,,1.5,,\"[\"\"7\"\",\"\"8\"\"]\",\"{\"\"x\"\":[1,null]}\",,\r\n"
                + ",,,2,2026-01-31,,true,,\r\n");
  }

  @Test
  void attributeWithTheNameOfAnotherColumnIsRejected() throws IOException {
    Command command = exportPages("csv", response(1, 1, object("1", "\"external_id\":\"7\"")));
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .endsWith(
            "intercom-sync: the attribute external_id has the name of the column for the object's"
                + " own external_id; use --format jsonl\n");
    assertThat(file()).doesNotExist();
  }

  @Test
  void referencesThatAreShownInPartHaveNoColumn() throws IOException {
    String[] parts = {"\"has_more\":true", "\"total_count\":2"};
    for (String part : parts) {
      MockResponse objects =
          response(
              1, 1, object("1", "\"a\":1,\"lines\":{\"instances\":[{\"id\":\"7\"}]," + part + "}"));
      Command command = exportPages("csv", objects);
      assertThat(command.out())
          .endsWith(
              ". Intercom showed only some of the references in lines, so the file has no such"
                  + " column\n");
      assertThat(Files.readString(file())).startsWith("external_id,").doesNotContain("lines", "7");
    }
  }

  @Test
  void printedLinesBeforeAFailureAreIncomplete() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.start();
      server.enqueue(new MockResponse.Builder().body("{}").build());
      server.enqueue(page(1, 4, "1", "2"));
      server.enqueue(new MockResponse.Builder().code(400).body("{}").build());
      Command command = exportAt(server.url("/").toString(), "--format=jsonl", "-o", "-");
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err()).endsWith("; the output is incomplete\n");
    }
  }

  @Test
  void exportDuringDeletionsIsIncompleteAndReplacesNothing() throws IOException {
    assertThat(export("-o", file().toString()).exitCode()).isZero();
    String before = Files.readString(file());
    Command command = exportPages("csv", page(1, 4, "1", "2"), page(2, 3, "4"));
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains(
            "intercom-sync: the export is incomplete: objects were deleted while they were listed,"
                + " which moves others to pages that were read before (3 objects read); run it again"
                + " when nothing deletes objects\n");
    assertThat(Files.readString(file())).isEqualTo(before);
  }

  @Test
  void objectThatMovesToALaterPageIsWrittenOnce() throws IOException {
    Command command = exportPages("csv", page(1, 3, "1", "2"), page(2, 4, "2", "3"));
    assertThat(command.exitCode()).as(command.err()).isZero();
    assertThat(command.out()).contains("\n3 objects of Order written to ");
    assertThat(Files.readAllLines(file())).hasSize(4);
  }

  @Test
  void failureInTheMiddleReplacesNothing() throws IOException {
    assertThat(export("-o", file().toString()).exitCode()).isZero();
    String before = Files.readString(file());
    Command command =
        exportPages(
            "csv",
            page(1, 4, "1", "2"),
            new MockResponse.Builder().code(403).body("{\"type\":\"error.list\"}").build());
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err()).contains("intercom-sync: the access token lacks a permission: ");
    assertThat(Files.readString(file())).isEqualTo(before);
  }

  @Test
  void unknownTypeAndMissingFileAreNamed() {
    assertThat(export("--type=Ordr", "-o", file().toString()).err())
        .contains("intercom-sync: there is no custom object type \"Ordr\": ");
    assertThat(file()).doesNotExist();
    assertThat(export("-o", "x", "--typ=Order").err())
        .startsWith("intercom-sync: Unknown option '--typ'. Did you mean --type?\n");
    assertThat(export().err()).contains("Missing required option: '--output=FILE'");
    assertThat(Command.any(Map.of(), "export", "-o", file().toString()).err())
        .isEqualTo("intercom-sync: export reads from Intercom, so it needs --live; add it\n");
  }
}
