package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.sandbox.Fault;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests that a run overwrites none of its files, and replaces outputs only by complete ones. */
class RunFilesTest extends RunWithFailedRow {
  private void assertRejected(Command command, String message) {
    assertThat(command.err()).isEqualTo("intercom-sync: " + message + "\n");
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(orders).hasContent("no,count\n1,1\n2,many");
  }

  @Test
  void reportAndSummaryAreNotTheSource() {
    for (String option : List.of("--report", "--summary")) {
      assertRejected(
          rehearse(option + "=" + orders),
          option
              + " "
              + orders
              + " is the source of the rows and would be overwritten; give another file with "
              + option);
      Path other = path("other" + option);
      assertThat(rehearse(option + "=" + other).exitCode()).isEqualTo(2);
      assertThat(other).exists();
    }
  }

  @Test
  void linkToTheSourceIsTheSource() throws IOException {
    Path folder = Files.createDirectory(path("folder"));
    List<Path> links =
        List.of(
            Files.createSymbolicLink(path("symbolic"), orders),
            Files.createSymbolicLink(path("relative"), Path.of("orders.csv")),
            Files.createSymbolicLink(path("twice"), path("symbolic")),
            Files.createLink(path("hard"), orders),
            Files.createSymbolicLink(path("parent"), directory).resolve("orders.csv"),
            folder.resolve("../orders.csv"));
    for (Path link : links) {
      assertRejected(
          rehearse("--summary=" + link),
          "--summary "
              + link
              + " is the source of the rows "
              + orders
              + " and would be overwritten; give another file with --summary");
    }
  }

  @Test
  void outputsAreNotTheMappingOrTheState() throws IOException {
    Path mapping =
        Files.writeString(
            path("map.json"), "{\"key\": \"no\", \"source\": {\"csv\": \"orders.csv\"}}");
    Path state = path("orders.csv.intercom-sync");
    String text = Files.readString(mapping);
    for (String option : List.of("--report", "--summary")) {
      Command command = Command.run(Map.of(), "--mapping=" + mapping, option + "=" + mapping);
      assertRejected(
          command,
          option
              + " "
              + mapping
              + " is the mapping file and would be overwritten; give another file with "
              + option);
      assertThat(mapping).hasContent(text);
      // A rehearsal does not use the state file, but must not destroy it.
      assertRejected(
          rehearse(option + "=" + state),
          option + " " + state + " is the state file; give another file with " + option);
      assertThat(state).doesNotExist();
    }
  }

  @Test
  void stateIsNotTheSourceOrTheMapping() throws IOException {
    Path mapping = Files.writeString(path("map.json"), "{\"key\": \"no\"}");
    try (Shop shop = new Shop()) {
      for (String command : List.of("sync", "reconcile")) {
        for (Path file : List.of(orders, mapping)) {
          Command run =
              Command.any(
                  Map.of("INTERCOM_ACCESS_TOKEN", shop.sandbox.getToken()),
                  command,
                  orders.toString(),
                  "--mapping=" + mapping,
                  "--state=" + file,
                  "--live",
                  "--base-url=" + shop.sandbox.getBaseUrl());
          assertThat(run.err()).contains("the state file " + file + " is the ");
          assertThat(run.err()).contains("; give another file with --state\n");
          assertThat(run.exitCode()).isEqualTo(1);
        }
      }
      assertThat(shop.sandbox.getCallCount()).isZero();
    }
    assertThat(orders).hasContent("no,count\n1,1\n2,many");
    assertThat(mapping).hasContent("{\"key\": \"no\"}");
  }

  @Test
  void fileOfTheTokenIsNotOverwritten() throws IOException {
    Path token = Files.writeString(path("token"), "secret\n");
    Command command =
        Command.run(
            Map.of("INTERCOM_ACCESS_TOKEN_FILE", token.toString()),
            orders.toString(),
            "--key=no",
            "--report=" + token);
    assertRejected(
        command,
        "--report "
            + token
            + " is the file of INTERCOM_ACCESS_TOKEN_FILE and would be overwritten; give another"
            + " file with --report");
    assertThat(token).hasContent("secret");
  }

  @Test
  void twoOutputsAreTwoFiles() throws IOException {
    Path link = Files.createSymbolicLink(path("link"), path("new"));
    assertRejected(
        rehearse("--report=" + path("new"), "--summary=" + path("new")),
        "--report " + path("new") + " is the file of --summary; give another file with --report");
    assertRejected(
        rehearse("--report=" + link, "--summary=" + path("new")),
        "--report "
            + link
            + " is the file of --summary "
            + path("new")
            + "; give another file with --report");
    // They are one file if the file system ignores case.
    assertRejected(
        rehearse("--report=" + path("new"), "--summary=" + path("New")),
        "--report "
            + path("new")
            + " is the file of --summary "
            + path("New")
            + "; give another file with --report");
    assertThat(path("new")).doesNotExist();
  }

  @Test
  void unfinishedReportIsNotReadAndWrittenAtOnce() throws IOException {
    Path rest = Files.copy(orders, path("failed.csv.partial"));
    Command command =
        Command.rehearse(rest, "--key=no", "--number=count", "--report=" + path("failed.csv"));
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains("the unfinished file of --report " + rest + " is the source of the rows")
        .contains("give another file with --report");
    assertThat(rest).hasContent("no,count\n1,1\n2,many");
    assertThat(
            Command.rehearse(rest, "--key=no", "--number=count", "--report=" + path("again.csv"))
                .exitCode())
        .isEqualTo(2);
  }

  @Test
  void linkOfAnOutputStaysALink() throws IOException {
    Path target = Files.writeString(path("target.csv"), YESTERDAY);
    Path link = Files.createSymbolicLink(path("report.csv"), Path.of("target.csv"));
    assertThat(rehearse("--report=" + link).exitCode()).isEqualTo(2);
    assertThat(link).isSymbolicLink();
    assertThat(target).content().contains("\"\"many\"\" is not a whole number");
    assertThat(path("target.csv.partial")).doesNotExist();
  }

  @Test
  void outputThatMayNotBeWrittenIsKept() throws IOException {
    Path report = Files.writeString(path("report.csv"), YESTERDAY);
    assumeTrue(report.toFile().setReadOnly());
    assumeTrue(!Files.isWritable(report), "this user may write every file");
    Command command = rehearse("--report=" + report);
    assertThat(command.err()).contains("--report " + report + " cannot be written: ");
    assertThat(report).hasContent(YESTERDAY);
  }

  @Test
  void devicesAreWrittenDirectlyAndMayBeShared() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "there is no /dev/null here");
    Command command = rehearse("--report=" + device, "--summary=" + device);
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(Path.of("/dev/null.partial")).doesNotExist();
  }

  @Test
  void wrongStateFileKeepsItsPermissions() throws IOException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "there are no permissions here");
    Path other = Files.createDirectory(path("folder"));
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, orders, "--key=no", "--state=" + other);
      assertThat(command.exitCode()).isEqualTo(1);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void reportOfAStoppedRunHasTheRowsSoFar() throws IOException {
    Path report = path("report.csv");
    Path file = Command.file(directory, "no,item_count", "1,many", "2,1");
    try (Shop shop = new Shop()) {
      shop.sandbox.faults().on("POST", "/**").fail(Fault.status(401));
      Command stopped =
          Command.live(shop.sandbox, file, "--key=no", "--number=item_count", "--report=" + report);
      assertThat(stopped.exitCode()).isEqualTo(1);
      assertThat(Files.readString(report)).contains("1,many,line 2,");
      assertThat(path("report.csv.partial")).doesNotExist();
    }
  }

  @Test
  void killedRunKeepsTheOldReport() throws Exception {
    StringBuilder rows = new StringBuilder("no,item_count\n");
    for (int i = 0; i < 400; i++) {
      rows.append(i).append(i % 2 == 0 ? ",1\n" : ",many\n");
    }
    Files.writeString(orders, rows);
    Path report = Files.writeString(path("report.csv"), YESTERDAY);
    try (Shop shop = new Shop()) {
      shop.sandbox.faults().on("POST", "/**").fail(Fault.delay(Duration.ofMillis(50)));
      List<String> arguments =
          List.of(
              "sync", orders.toString(), "--key=no", "--number=item_count", "--report=" + report);
      try (SyncProcess process = SyncProcess.start("killed", directory, shop.sandbox, arguments)) {
        process.killAfter(20, Duration.ofMinutes(1));
      }
      assertThat(report).hasContent(YESTERDAY);
      shop.sandbox.faults().clear();
      Command next =
          Command.live(
              shop.sandbox, orders, "--key=no", "--number=item_count", "--report=" + report);
      assertThat(next.exitCode()).isEqualTo(2);
      assertThat(Files.readAllLines(report)).hasSize(201);
      assertThat(path("report.csv.partial")).doesNotExist();
    }
  }

  @Test
  void secondSyncDoesNotWriteTheReportOfTheFirst() throws IOException {
    Path report = path("report.csv");
    try (OutputFile first = OutputFile.open(report)) {
      first.writer().write("first");
      Command second = rehearse("--report=" + report);
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err())
          .contains("--report " + report + " cannot be written: ")
          .contains("another sync is writing it; give another file");
    }
    assertThat(report).hasContent("first");
  }

  @Test
  void summaryIsReplacedAtOnce() throws IOException {
    Path summary = path("summary.json");
    assertThat(rehearse("--summary=" + summary).exitCode()).isEqualTo(2);
    Files.writeString(summary, Files.readString(summary) + " ".repeat(10_000));
    assertThat(rehearse("--summary=" + summary).exitCode()).isEqualTo(2);
    assertThat(JsonMapper.builder().build().readTree(summary.toFile()).path("failed").asInt())
        .isEqualTo(1);
    assertThat(path("summary.json.partial")).doesNotExist();
  }
}
