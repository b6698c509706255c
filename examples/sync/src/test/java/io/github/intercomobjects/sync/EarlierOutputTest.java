package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that an output replaces only an earlier output of its kind, and is checked at first. */
class EarlierOutputTest extends RunWithFailedRow {
  private void assertKept(String option, Path file, String kind) throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(shop.sandbox, orders, "--key=no", "--number=count", option + "=" + file);
      assertThat(command.err())
          .isEqualTo(
              "intercom-sync: "
                  + option
                  + " "
                  + file
                  + " exists and is not "
                  + kind
                  + ", so it is not overwritten; give another file, or delete that one\n");
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(shop.sandbox.getCalls()).isEmpty();
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void outputReplacesOnlyAnEarlierOneOfItsKind() throws IOException {
    Path report = path("report.csv");
    Path summary = path("summary.json");
    Path log = path("rows.log");
    Path script = Files.writeString(path("run.sh"), "#!/bin/sh\nexec intercom-sync\n");
    Path mapping =
        Files.writeString(
            path("map.json"), "{\"type\": \"Order\", \"source\": {\"csv\": \"orders.csv\"}}");
    Path backup = Files.writeString(path("backup.csv"), "no,count\n1,1\n");
    Path link = Files.createSymbolicLink(path("link.csv"), backup);
    Path state = path("state-of-another-job");
    try (Shop shop = new Shop()) {
      Path other = Files.writeString(path("others.csv"), "no\n1\n");
      assertThat(Command.live(shop.sandbox, other, "--key=no", "--state=" + state).exitCode())
          .isZero();
    }
    // Twice, because the second run replaces what the first one wrote.
    for (int run = 0; run < 2; run++) {
      assertThat(rehearse("--report=" + report, "--summary=" + summary, "--log=" + log).exitCode())
          .isEqualTo(2);
    }
    for (Path file : List.of(script, mapping, backup, link, state, summary, log)) {
      assertKept("--report", file, "a report of failed rows");
    }
    for (Path file : List.of(script, mapping, backup, link, state, report, log)) {
      assertKept("--summary", file, "a summary of a run");
    }
    for (Path file : List.of(script, mapping, backup, link, state, report, summary)) {
      assertKept("--log", file, "a log of rows");
    }
    Path empty = Files.createFile(path("empty"));
    assertThat(rehearse("--report=" + empty).exitCode()).isEqualTo(2);
    assertThat(empty).content().startsWith("no,count,intercom_sync_place,");
  }

  @Test
  void reportOfAnotherShapeIsRecognized() throws IOException {
    for (String header :
        List.of(
            "a;intercom_sync_place;intercom_sync_reason;intercom_sync_mode rehearsal",
            "\"a\nb\",\"intercom_sync_place\",\"intercom_sync_reason\",\"intercom_sync_mode"
                + " dry_run\"",
            "intercom_sync_mode only\tintercom_sync_reason\tintercom_sync_place\ta")) {
      Path report = Files.writeString(path("report.csv"), header + "\r\n1;2;3\r\n");
      assertThat(rehearse("--report=" + report).exitCode()).isEqualTo(2);
      Files.writeString(report, header.replace("intercom_sync_mode", "mode") + "\r\n1;2;3\r\n");
      assertThat(rehearse("--report=" + report).err()).contains(" is of a run with --live ");
    }
  }

  @Test
  void fileWithTheNameOfAnUnfinishedOneIsKept() throws IOException {
    assertKeptAsUnfinished(Files.writeString(path("report.csv.partial"), "mine"));
    Files.writeString(path("report.csv.partial"), YESTERDAY);
    assertThat(rehearse("--report=" + path("report.csv")).exitCode()).isEqualTo(2);
  }

  private void assertKeptAsUnfinished(Path partial) {
    Command command = rehearse("--report=" + path("report.csv"));
    assertThat(command.err())
        .contains("--report " + partial + " exists and is not a report of failed rows");
    assertThat(partial).hasContent("mine");
  }

  @Test
  void missingFolderIsReportedBeforeAnythingIsSent() throws IOException {
    try (Shop shop = new Shop()) {
      for (String option : List.of("--report", "--summary", "--log")) {
        Path file = path("missing").resolve("file");
        Command command = Command.live(shop.sandbox, orders, "--key=no", option + "=" + file);
        assertThat(command.err())
            .isEqualTo(
                "intercom-sync: "
                    + option
                    + " "
                    + file
                    + " cannot be written: there is no folder "
                    + path("missing")
                    + "; create it, or give another file\n");
        Command folder = Command.live(shop.sandbox, orders, "--key=no", option + "=" + directory);
        assertThat(folder.err())
            .contains(" cannot be written: it is a folder; give a file in it\n");
      }
      assertThat(shop.sandbox.getCalls()).isEmpty();
    }
  }

  @Test
  void missingFolderOfTheStateIsReportedBeforeAnythingIsSent() {
    try (Shop shop = new Shop()) {
      Path state = path("missing").resolve("state");
      for (String option : List.of("--dry-run", "--show=1")) {
        Command command =
            Command.live(shop.sandbox, orders, "--key=no", "--state=" + state, option);
        assertThat(command.err())
            .isEqualTo(
                "intercom-sync: the state file "
                    + state
                    + " cannot be created: there is no folder "
                    + path("missing")
                    + "; create it, or give another file with --state\n");
      }
      assertThat(shop.sandbox.getCalls()).isEmpty();
    }
  }

  @Test
  void dashIsNotAFile() {
    assertThat(rehearse("--report=-").err())
        .isEqualTo(
            "intercom-sync: --report - is not possible, because other texts go to standard output;"
                + " give a file\n");
    try (Shop shop = new Shop()) {
      assertThat(Command.live(shop.sandbox, orders, "--key=no", "--state=-").err())
          .isEqualTo(
              "intercom-sync: --state - is not possible, because the state is read again by the"
                  + " next run; give a file\n");
    }
    assertThat(Path.of("-")).doesNotExist();
    assertThat(Path.of("-.partial")).doesNotExist();
  }

  @Test
  void outputIsNotReadableByMoreThanBefore() throws IOException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "there are no permissions here");
    Path report = path("report.csv");
    try (OutputFile file = OutputFile.open(report)) {
      file.writer().write("old");
      Files.writeString(report, "older");
      Files.setPosixFilePermissions(report, PosixFilePermissions.fromString("r--r--r--"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
        .isEqualTo("r--------");
  }
}
