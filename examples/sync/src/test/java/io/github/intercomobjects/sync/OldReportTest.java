package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a report does not replace values that are newer than its own. */
class OldReportTest {
  private static final String HEADER = "no,item_count";

  private static final String OUTDATED =
      "a later run of the source than that of this report stored its object; delete this row, or"
          + " correct it in the latest report, which has all rows that still fail";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Nights nights;

  @BeforeEach
  void open() throws Exception {
    nights = new Nights(directory, "--key=no", "--number=item_count");
    nights.sync(List.of(HEADER, "1,1", "2,2"));
    nights.sync(List.of(HEADER, "1,1x", "2,2x", "3,3x"), "--report=" + report());
  }

  @AfterEach
  void close() {
    nights.close();
  }

  private Path report() {
    return directory.resolve("failed.csv");
  }

  /** Changes cells of the report, and uses it as a source. */
  private Command feed(String from, String to, String... options) throws Exception {
    Files.writeString(report(), Files.readString(report()).replace(from, to));
    return Command.live(
        nights.shop.sandbox,
        report(),
        Command.with(
            options,
            "--key=no",
            "--number=item_count",
            "--state=" + nights.file() + ".intercom-sync"));
  }

  private String count(String key) {
    return String.valueOf(nights.shop.order(key).getAttributes().get("item_count"));
  }

  @Test
  void rowWhoseObjectALaterRunStoredIsRefused() throws Exception {
    nights.sync(List.of(HEADER, "1,10", "2,2x", "3,30"));
    for (String option : List.of("--dry-run", "--show=5")) {
      Command fed = feed("x,", ",", option);
      assertThat(fed.exitCode()).isEqualTo(2);
      assertThat(fed.out()).contains(OUTDATED).contains("line 2  1", "line 4  3");
    }
    assertThat(count("1")).isEqualTo("10");
    assertThat(count("2")).isEqualTo("2");
    assertThat(count("3")).isEqualTo("30");
  }

  @Test
  void rowWhoseObjectALaterRunFoundUnchangedIsRefused() throws Exception {
    nights.sync(List.of(HEADER, "1,1", "2,2x", "3,3x"));
    assertThat(feed("1x,", "7,").out()).contains("line 2  1  " + OUTDATED);
    assertThat(count("1")).isEqualTo("1");
  }

  @Test
  void rowThatFailedAgainMayBeStoredMoreThanOnce() throws Exception {
    nights.sync(List.of(HEADER, "1,1x", "2,2x", "3,3x"));
    assertThat(feed("1x,", "10,").exitCode()).isEqualTo(2);
    assertThat(count("1")).isEqualTo("10");
    assertThat(feed("10,", "11,").exitCode()).isEqualTo(2);
    assertThat(count("1")).isEqualTo("11");
    assertThat(feed("x,", "0,").exitCode()).isZero();
    assertThat(count("3")).isEqualTo("30");
  }

  @Test
  void rowThatWasStoredInBetweenAndFailedAgainIsRefused() throws Exception {
    nights.sync(List.of(HEADER, "1,10", "2,2x", "3,3x"));
    nights.sync(List.of(HEADER, "1,1y", "2,2x", "3,3x"));
    assertThat(feed("x,", ",").out()).contains("line 2  1  " + OUTDATED);
    assertThat(count("1")).isEqualTo("10");
    assertThat(count("2")).isEqualTo("2");
  }

  @Test
  void rowThatWasSentWithOnlyIsRefusedAndOthersAreStored() throws Exception {
    nights.write(List.of(HEADER, "1,10", "2,2x", "3,3x"));
    assertThat(nights.run("sync", "--only=1").exitCode()).isZero();
    Command fed = feed("x,", "1,");
    assertThat(fed.out()).contains("line 2  1  " + OUTDATED);
    assertThat(count("1")).isEqualTo("10");
    assertThat(count("2")).isEqualTo("21");
  }

  @Test
  void correctedKeyIsStoredAlsoAfterALaterRun() throws Exception {
    nights.sync(List.of(HEADER, "1,1", "2,2", "3,3x"));
    assertThat(feed("3,3x,", "4,4,").exitCode()).isEqualTo(2);
    assertThat(count("4")).isEqualTo("4");
    feed("4,4,", "4,5,");
    assertThat(count("4")).isEqualTo("5");
  }

  @Test
  void rowsLeftOfAReportAreAsOldAsTheReport() throws Exception {
    Path again = directory.resolve("again.csv");
    feed("1x,", "1,", "--report=" + again);
    String header = Files.readAllLines(report()).get(0);
    assertThat(header).containsPattern("intercom_sync_run [0-9-]+T[0-9:.]+Z");
    assertThat(Files.readAllLines(again).get(0)).isEqualTo(header);
  }

  @Test
  void changedTimeOfTheRunIsReported() throws Exception {
    assertThat(feed("intercom_sync_run 2", "intercom_sync_run x").err())
        .startsWith("intercom-sync: the column \"intercom_sync_run x")
        .endsWith(
            "\" of the report has no time of a run; restore its name, such as"
                + " \"intercom_sync_run 2026-01-31T02:00:00Z\"\n");
  }
}
