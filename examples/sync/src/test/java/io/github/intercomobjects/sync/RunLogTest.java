package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.sandbox.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the log, the summary and the exit code of a run. */
class RunLogTest {
  /** A device without space, which only Linux has. */
  private static final Path FULL = Path.of("/dev/full");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private static List<JsonNode> lines(Path log) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      lines.add(JSON.readTree(line));
    }
    lines.sort((a, b) -> a.path("location").asText().compareTo(b.path("location").asText()));
    return lines;
  }

  private static String shown(JsonNode line) {
    return String.join(
        "|",
        line.path("location").asText(),
        line.path("key").asText(),
        line.path("outcome").asText(),
        line.path("reason").asText(),
        line.path("dropped").isMissingNode() ? "" : line.path("dropped").toString());
  }

  @Test
  void logHasALineForEachRow() throws IOException {
    Path log = directory.resolve("rows.jsonl");
    Path summary = directory.resolve("summary.json");
    String[] options = {"--key=no", "--number=item_count", "--log=" + log, "--summary=" + summary};
    try (Shop shop = new Shop()) {
      Path file =
          Command.file(directory, "no,item_count,channel", "1,1,web", "2,many,web", "3,3,fax");
      Instant before = Instant.now();
      assertThat(Command.live(shop.sandbox, file, options).exitCode()).isEqualTo(2);
      assertThat(lines(log).stream().map(RunLogTest::shown))
          .containsExactly(
              "line 2|1|stored||",
              "line 3|2|failed|item_count \"many\" is not a whole number such as 3|",
              "line 4|3|partly||[\"channel=fax\"]");
      JsonNode counts = JSON.readTree(summary.toFile());
      for (JsonNode line : lines(log)) {
        assertThat(line.path("run")).isEqualTo(counts.path("run"));
        assertThat(Instant.parse(line.path("time").asText())).isBetween(before, Instant.now());
      }
      assertThat(Files.getPosixFilePermissions(log))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));

      Command.file(directory, "no,item_count,channel", "1,1,web", ",1,web", "3,3,web");
      Command.live(shop.sandbox, file, options);
      assertThat(lines(log).stream().map(RunLogTest::shown))
          .containsExactly(
              "line 2|1|unchanged||",
              "line 3||failed|no is empty; every row needs a key|",
              "line 4|3|stored||");
      assertThat(JSON.readTree(summary.toFile()).path("run")).isNotEqualTo(counts.path("run"));
    }
  }

  @Test
  void stoppedRunLogsTheRowsThatWereNotSent() throws IOException {
    Path log = directory.resolve("rows.jsonl");
    Path file = Command.file(directory, "no,status", "1,paid", "2,paid", "3,paid", ",paid");
    try (Shop shop = new Shop()) {
      shop.sandbox.faults().on("POST", "/**").fail(Fault.status(403));
      Command command = Command.live(shop.sandbox, file, "--key=no", "--log=" + log);
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(lines(log).stream().map(RunLogTest::shown))
          .satisfiesExactly(
              first -> assertThat(first).startsWith("line 2|1|failed|Intercom returned 403 "),
              second -> assertThat(second).isEqualTo("line 3|2|not sent||"),
              third -> assertThat(third).isEqualTo("line 4|3|not sent||"),
              fourth -> assertThat(fourth).isEqualTo("line 5||not sent||"));
    }
  }

  @Test
  void runThatCannotWriteItsReportLogsTheRemainingRows() throws IOException {
    assumeTrue(Files.exists(FULL));
    Path log = directory.resolve("rows.jsonl");
    StringBuilder rows = new StringBuilder("no,n\n");
    for (int i = 1; i <= 100; i++) {
      rows.append(i).append(',').append("x".repeat(500)).append('\n');
    }
    Path file = Files.writeString(directory.resolve("orders.csv"), rows);
    Command command =
        Command.rehearse(file, "--key=no", "--number=n", "--report=" + FULL, "--log=" + log);
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains(
            "intercom-sync: --report " + FULL + " cannot be written: No space left on device");
    assertThat(lines(log).stream().map(line -> line.path("location").asText()))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(2, 101).mapToObj(i -> "line " + i).toList());
    assertThat(lines(log).stream().map(RunLogTest::shown)).contains("line 101|100|not sent||");
  }

  @Test
  void failureOfTheLogDoesNotHideTheFirstFailure() throws IOException {
    assumeTrue(Files.exists(FULL));
    Path summary = directory.resolve("summary.json");
    Path file = Command.file(directory, "no,customer", "1,customer-1");
    try (Shop shop = new Shop()) {
      shop.sandbox.faults().on("GET", "/contacts/**").fail(Fault.status(403));
      shop.sandbox.faults().on("GET", "/contacts").fail(Fault.status(403));
      Command command =
          Command.live(
              shop.sandbox,
              file,
              "--key=no",
              "--contact=customer",
              "--log=" + FULL,
              "--summary=" + summary);
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err()).contains("intercom-sync: the access token lacks a permission: ");
      assertThat(JSON.readTree(summary.toFile()).path("stopped").asText())
          .startsWith("the access token lacks a permission: ");
    }
  }

  @Test
  void summaryAndReportAreWrittenBeforeTheRowsThatWereNotSent() throws IOException {
    Path log = directory.resolve("rows.jsonl");
    Path summary = directory.resolve("summary.json");
    Path report = directory.resolve("failed.csv");
    List<Boolean> written = new ArrayList<>();
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            written.add(Files.exists(summary) && Files.exists(report));
            return Instant.EPOCH;
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    Path file = Command.file(directory, "no,status", "1,paid", "2,paid", "3,paid");
    try (Shop shop = new Shop()) {
      shop.sandbox.faults().on("POST", "/**").fail(Fault.status(403));
      Command.at(
          clock,
          Map.of(Shell.TOKEN, shop.sandbox.getToken()),
          "sync",
          file.toString(),
          "--live",
          "--base-url=" + shop.sandbox.getBaseUrl(),
          "--key=no",
          "--log=" + log,
          "--report=" + report,
          "--summary=" + summary);
    }
    assertThat(lines(log)).hasSize(3);
    assertThat(written).startsWith(false, false).endsWith(true, true);
  }

  @Test
  void rowWhoseResultWasNotRecordedIsUnknown() throws Exception {
    Path file = directory.resolve("rows.jsonl");
    Clock clock = Clock.fixed(Instant.parse("2026-01-31T09:30:00Z"), ZoneOffset.UTC);
    Path source = Command.file(directory, "no", "1", "2", "3", "4");
    try (RowSource rows = CsvFile.at(source, CsvFormat.DEFAULT);
        RowOutputs outputs =
            new RowOutputs(
                FailedRows.to(
                    directory.resolve("failed.csv"), rows, rows.header(), RunMode.LIVE, null, null),
                RowLog.to(file, RunInfo.begin(clock), clock));
        CloseableIterator<RawRow> read = rows.rows()) {
      Mapping.Builder mapping = new Mapping.Builder();
      mapping.key = new Mapping.Named("no", "--key");
      Columns columns = Columns.of(rows, mapping.build());
      RawRow stored = read.next();
      outputs.begin(stored, "1");
      outputs.received(stored);
      outputs.add(stored, "1", RowLog.Outcome.STORED, List.of());
      RawRow unknown = read.next();
      outputs.begin(unknown, "2");
      outputs.received(unknown);
      outputs.begin(read.next(), "3");
      outputs.closeReport();
      try (CloseableIterator<RawRow> all = rows.rows()) {
        outputs.addRest(all, columns, null);
      }
    }
    assertThat(lines(file).stream().map(RunLogTest::shown))
        .containsExactly(
            "line 2|1|stored||",
            "line 3|2|unknown||",
            "line 4|3|not sent||",
            "line 5|4|not sent||");
  }

  @Test
  void timesOfTheLogAreThoseOfTheClock() throws IOException {
    Path log = directory.resolve("rows.jsonl");
    Path summary = directory.resolve("summary.json");
    Path file = Command.file(directory, "no", "1");
    Command.at(
        Clock.fixed(Instant.parse("2026-01-31T09:30:00Z"), ZoneOffset.UTC),
        Map.of(),
        "sync",
        file.toString(),
        "--key=no",
        "--log=" + log,
        "--summary=" + summary);
    assertThat(lines(log).get(0).path("time").asText()).isEqualTo("2026-01-31T09:30:00Z");
    assertThat(JSON.readTree(summary.toFile()).path("started").asText())
        .isEqualTo("2026-01-31T09:30:00Z");
  }

  @Test
  void unfinishedLogHasTheLinesSoFar() throws Exception {
    Path file = directory.resolve("rows.jsonl");
    RunInfo run = RunInfo.begin(InstantSource.fixed(Instant.parse("2026-01-31T09:30:00Z")));
    RowLog log = RowLog.to(file, run, InstantSource.fixed(Instant.parse("2026-01-31T09:31:00Z")));
    log.add(new Location(Location.Unit.ROW, 7), "A", RowLog.Outcome.STORED, List.of());
    assertThat(file).doesNotExist();
    assertThat(directory.resolve("rows.jsonl.partial"))
        .hasContent(
            "{\"time\":\"2026-01-31T09:31:00Z\",\"run\":\""
                + run.id()
                + "\",\"mode\":\"rehearsal\",\"location\":\"row 7\",\"key\":\"A\",\"outcome\":\"stored\"}");
    log.close();
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void logIsNoOtherFileOfTheRun() throws IOException {
    Path file = Command.file(directory, "no", "1");
    Command command = Command.rehearse(file, "--key=no", "--log=" + file);
    assertThat(command.err())
        .isEqualTo(
            "intercom-sync: --log "
                + file
                + " is the source of the rows and would be overwritten; give another file with"
                + " --log\n");
    Command unwritable = Command.rehearse(file, "--key=no", "--log=" + directory);
    assertThat(unwritable.exitCode()).isEqualTo(1);
    assertThat(unwritable.err()).contains("--log " + directory + " cannot be written: ");
  }

  @Test
  void dryRunHasNoLog() throws IOException {
    Path file = Command.file(directory, "no", "1");
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, "--key=no", "--dry-run", "--log=x");
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .isEqualTo(
              "intercom-sync: --log x has what a run does with each row, but --dry-run does"
                  + " nothing; remove one\n");
    }
  }

  @Test
  void summaryHasReasonsRetriesAndTheStart() throws IOException {
    Path summary = directory.resolve("summary.json");
    Path file =
        Command.file(directory, "no,item_count,channel", "1,a,web", "2,b,web", "3,3,fax", "4,4,");
    try (Shop shop = new Shop()) {
      shop.sandbox.faults().on("POST", "/**").times(2).fail(Fault.rateLimitedWithoutHeaders());
      Instant before = Instant.now();
      Command command =
          Command.live(
              shop.sandbox, file, "--key=no", "--number=item_count", "--summary=" + summary);
      assertThat(command.out()).containsPattern("; retries: 2, responses with status 429: 2\n");
      JsonNode counts = JSON.readTree(summary.toFile());
      assertThat(Instant.parse(counts.path("started").asText())).isBetween(before, Instant.now());
      assertThat(counts.path("run").asText()).hasSize(36);
      assertThat(counts.path("retries").asLong()).isEqualTo(2);
      assertThat(counts.path("rate_limited").asLong()).isEqualTo(2);
      assertThat(counts.path("calls").asLong()).isEqualTo(shop.sandbox.getCallCount());
      assertThat(counts.path("reasons"))
          .hasToString("[{\"reason\":\"item_count is not a whole number such as 3\",\"count\":2}]");
      assertThat(counts.path("dropped")).hasToString("[{\"reason\":\"channel\",\"count\":1}]");
    }
  }

  private Command maxFailed(String most, String... more) throws IOException {
    Path file = Command.file(directory, "no,n", "1,1", "2,b", "3,c", "4,4");
    return Command.rehearse(
        file, Command.with(more, "--key=no", "--number=n", "--max-failed=" + most));
  }

  @Test
  void fewFailedRowsAreNoFailureWithMaxFailed() throws IOException {
    for (String enough : List.of("2", "50%")) {
      Command command = maxFailed(enough);
      assertThat(command.exitCode()).isZero();
      assertThat(command.out())
          .endsWith(
              "\n\n2 rows failed, and --max-failed "
                  + enough
                  + " allows 2 of 4: the exit code is 0\n");
    }
    for (String few : List.of("1", "49%", "0")) {
      Command command = maxFailed(few);
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).endsWith(" of 4: the exit code is 2\n");
    }
    assertThat(maxFailed("1 %").err())
        .isEqualTo(
            "intercom-sync: --max-failed must be a number such as 50, or a percentage such as 5%,"
                + " was \"1 %\"\n");
  }

  @Test
  void maxFailedDoesNotExcuseOtherFailures() throws IOException {
    Path file = Command.file(directory, "no,channel,item_count", "1,fax,1", "2,web,x");
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(
              shop.sandbox, file, "--key=no", "--number=item_count", "--strict", "--max-failed=1");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).endsWith("; the exit code is 2 for another reason\n");
    }
  }

  @Test
  void closedOutputLeavesTheCountsOnStandardError() throws IOException {
    Path file = Command.file(directory, "no,n", "1,1", "2,b");
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(closed, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    Path summary = directory.resolve("summary.json");
    String[] arguments = {
      "sync", file.toString(), "--key=no", "--number=n", "--summary=" + summary
    };
    Shell shell = new Shell(Map.of(), terminal, () -> false);
    assertThat(RootCommand.run(arguments, shell)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Standard output is closed; the result was:\n\n2 rows of " + file + "\n")
        .containsPattern("stored +1\n");
    assertThat(JSON.readTree(summary.toFile()).path("stored").asLong()).isEqualTo(1);
    arguments[4] = "--summary=-";
    assertThat(RootCommand.run(arguments, shell)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .endsWith(
            "intercom-sync: --summary - cannot be written: standard output is closed; give a"
                + " file\n");
  }
}
