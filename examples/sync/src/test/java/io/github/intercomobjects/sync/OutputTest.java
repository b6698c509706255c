package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the reports and summaries of a run. */
class OutputTest {
  private static final String[] OPTIONS = {"--key=no", "--contact=customer"};

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static String[] with(String... more) {
    return Command.with(OPTIONS, more);
  }

  @Test
  void correctedReportOfFailedRowsCanBeUsedAsSource() throws IOException {
    Path report = directory.resolve("failed.csv");
    Path file =
        Command.file(
            directory,
            "no;customer;status",
            "1;customer-1;paid",
            "2;customer-9;\"a;b\"",
            "3;customer-1",
            "4;customer-1;a;b");
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(shop.sandbox, file, with("--separator=;", "--report=" + report));
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(ReportLines.of(report))
          .containsExactlyInAnyOrder(
              "no;customer;status;intercom_sync_place;intercom_sync_reason;intercom_sync_run",
              "2;customer-9;\"a;b\";line 3;\"there is no contact with the external id"
                  + " \"\"customer-9\"\"; create it first, or leave customer empty\";",
              "3;customer-1;;\"line 4, 2 cells\";\"it has 2 cells where the first line has 3; check whether the"
                  + " line was cut off\";",
              "4;customer-1;a;line 5;\"it has 4 cells where the first line has 3; put quotes"
                  + " around cells that contain a separator\";;b");
      shop.workspace.addContact("customer-9", null, null);
      String corrected = Files.readString(report).replaceAll("\n4;[^\n]*|, 2 cells", "");
      Files.writeString(report, corrected);
      Command next =
          Command.live(
              shop.sandbox, report, with("--separator=;", "--state=" + file + ".intercom-sync"));
      assertThat(next.exitCode()).as(next.err()).isZero();
      assertThat(shop.order("2").getAttributes()).containsEntry("status", "a;b");
      assertThat(shop.order("3").getAttributes()).doesNotContainKey("status");
    }
  }

  @Test
  void reportOfACorrectedReportHasItsTwoColumnsOnce() throws IOException {
    Path report = directory.resolve("failed.csv");
    Path file =
        Command.file(
            directory,
            "no,intercom_sync_place,intercom_sync_reason,status,count",
            "1,line 7,old,paid,many");
    Command.rehearse(file, "--key=no", "--number=count", "--report=" + report);
    assertThat(Files.readAllLines(report))
        .containsExactly(
            "no,status,count,intercom_sync_place,intercom_sync_reason,intercom_sync_mode rehearsal",
            "1,paid,many,line 2,\"count \"\"many\"\" is not a whole number such as 3\",");
  }

  @Test
  void reportDoesNotOverwriteTheSource() throws IOException {
    Path file = Command.file(directory, "no", "1");
    Command command = Command.rehearse(file, "--key=no", "--report=" + file);
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err()).contains("--report " + file + " is the source of the rows");
    assertThat(file).hasContent("no\n1");
  }

  @Test
  void fullDiskIsReportedWithoutAStackTrace() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full here");
    String[] rows = new String[5000];
    Arrays.fill(rows, ",paid");
    rows[0] = "no,status";
    Command command =
        Command.rehearse(Command.file(directory, rows), "--key=no", "--report=" + full);
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains("intercom-sync: --report /dev/full cannot be written")
        .contains("give another file")
        .doesNotContain("\tat ");
  }

  @Test
  void onlyTheSummaryGoesToStandardOutput() throws IOException {
    Path file = Command.file(directory, "no,customer", "1,customer-1", "2,");
    Command command = Command.rehearse(file, with("--summary=-"));
    JsonNode summary = JsonMapper.builder().build().readTree(command.out());
    assertThat(summary.path("type").asText()).isEqualTo("Order");
    assertThat(summary.path("source").asText()).isEqualTo(file.toString());
    assertThat(summary.path("rows").asLong()).isEqualTo(2);
    assertThat(summary.path("stored").asLong()).isEqualTo(2);
    assertThat(summary.path("links").asLong()).isEqualTo(1);
    assertThat(command.err()).contains("Rehearsal in a sandbox").containsPattern("stored +2\n");
  }

  @Test
  void summaryIsWrittenToAFile() throws IOException {
    Path file = Command.file(directory, "no,count", "1,1", "2,many");
    Path summary = directory.resolve("summary.json");
    Command command = Command.rehearse(file, "--key=no", "--number=count", "--summary=" + summary);
    assertThat(command.exitCode()).isEqualTo(2);
    JsonNode counts = JsonMapper.builder().build().readTree(summary.toFile());
    assertThat(counts.path("failed").asLong()).isEqualTo(1);
    assertThat(counts.path("stored").asLong()).isEqualTo(1);
  }

  @Test
  void summaryOfAStoppedRunHasTheReason() throws IOException {
    Path file = Command.file(directory, "no,status", "1,\"paid");
    Path summary = directory.resolve("summary.json");
    Command command = Command.rehearse(file, "--key=no", "--summary=" + summary);
    assertThat(command.exitCode()).isEqualTo(1);
    JsonNode written = JsonMapper.builder().build().readTree(summary.toFile());
    assertThat(command.err())
        .isEqualTo("intercom-sync: " + written.path("stopped").asText() + "\n")
        .contains(file + " cannot be parsed: ");
    assertThat(written.path("source").asText()).isEqualTo(file.toString());
    assertThat(written.has("stored")).isFalse();
  }

  @Test
  void summaryThatCannotBeWrittenDoesNotHideAnotherFailure() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full here");
    Path file = Command.file(directory, "no,status", "1,\"paid");
    Command command = Command.rehearse(file, "--key=no", "--summary=" + full);
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains("intercom-sync: " + file + " cannot be parsed: ")
        .contains("\n  --summary /dev/full cannot be written: ")
        .doesNotContain("Exception");
  }

  @Test
  void dryRunReportsChangesAndWritesNothing() throws IOException {
    try (Shop shop = new Shop()) {
      Path first =
          Command.file(
              directory,
              "no,customer,item_count",
              "1,customer-1,1",
              "2,customer-2,2",
              "3,,3",
              "4,,4");
      Command fresh = Command.live(shop.sandbox, first, with("--number=item_count", "--dry-run"));
      assertThat(fresh.exitCode()).isZero();
      assertThat(fresh.out()).containsPattern("create +4 ").containsPattern("look up +2 ");
      assertThat(directory.resolve("orders.csv.intercom-sync")).doesNotExist();
      Command.live(shop.sandbox, first, with("--number=item_count"));
      Path next =
          Command.file(
              directory,
              "no,customer,item_count",
              "1,customer-1,1",
              "2,customer-2,3",
              "3,,x",
              "5,,5");
      int before = shop.calls().size();
      Command dry =
          Command.live(
              shop.sandbox, next, with("--number=item_count", "--dry-run", "--delete-gone"));
      assertThat(dry.exitCode()).isEqualTo(2);
      assertThat(dry.out())
          .contains("Dry run: nothing was written. A run would:\n")
          .containsPattern(" +create +1 .*\n +update +1\n +leave unchanged +1\n +fail +1 ")
          .containsPattern(" +link +1  of the rows that do not fail\n")
          .containsPattern(" +look up +0  contacts\n +delete +1\n")
          .contains("line 4  3  item_count \"x\" is not a whole number such as 3");
      assertThat(shop.calls().subList(before, shop.calls().size()))
          .allMatch(call -> call.startsWith("GET "));
    }
  }
}
