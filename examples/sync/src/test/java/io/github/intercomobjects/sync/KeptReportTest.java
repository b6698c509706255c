package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a report which someone may have corrected is not lost. */
class KeptReportTest {
  private static final Instant NIGHT = Instant.parse("2026-11-29T02:00:00Z");
  private static final List<String> BAD = List.of("no,item_count", "1,1", "2,many");
  private static final List<String> GOOD = List.of("no,item_count", "1,1", "2,2");

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @SuppressWarnings("NullAway.Init")
  private Nights nights;

  @BeforeEach
  void open() {
    nights = new Nights(directory, "--key=no", "--number=item_count", "--report=" + report());
    nights.clock = Clock.fixed(NIGHT, ZoneOffset.UTC);
  }

  @AfterEach
  void close() {
    nights.close();
  }

  private Path report() {
    return directory.resolve("failed.csv");
  }

  private Path kept(String name) {
    return directory.resolve("failed.csv.kept-" + name);
  }

  private List<Path> allKept() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().contains(".kept-")).sorted().toList();
    }
  }

  private String line(Path kept) {
    return "--report "
        + report()
        + " was changed after it was written, or was written with another state file, so the"
        + " earlier report is kept as "
        + kept
        + "\n";
  }

  private String correct() throws IOException {
    String corrected = Files.readString(report()).replace("many", "7");
    Files.writeString(report(), corrected);
    return corrected;
  }

  @Test
  void correctedReportIsKeptByTheNextRun() throws IOException {
    nights.sync(BAD);
    String corrected = correct();
    nights.clock = Clock.offset(nights.clock, Duration.ofDays(1));
    Command good = nights.sync(GOOD);
    assertThat(good.exitCode()).isZero();
    assertThat(good.out()).contains(line(kept("2026-11-30T020000Z")));
    assertThat(kept("2026-11-30T020000Z")).hasContent(corrected);
    assertThat(Files.readAllLines(report())).hasSize(1);
  }

  @Test
  void keptReportIsNotOverwritten() throws IOException {
    for (int run = 0; run < 4; run++) {
      nights.sync(BAD);
      correct();
    }
    assertThat(allKept())
        .containsExactly(
            kept("2026-11-29T020000Z"), kept("2026-11-29T020000Z-2"), kept("2026-11-29T020000Z-3"));
  }

  @Test
  void unchangedReportIsReplaced() throws IOException {
    for (List<String> rows : List.of(BAD, BAD, GOOD, BAD)) {
      assertThat(nights.sync(rows).out()).doesNotContain("kept");
    }
    assertThat(allKept()).isEmpty();
    assertThat(Files.readAllLines(report())).hasSize(2);
  }

  @Test
  void reportThatWasReplacedByASpreadsheetWithTheSameContentIsUnchanged() throws IOException {
    nights.sync(BAD);
    String text = Files.readString(report());
    Files.delete(report());
    Files.writeString(report(), text);
    nights.sync(BAD);
    assertThat(allKept()).isEmpty();
  }

  @Test
  void reportOfAnotherJobIsKeptUnlessItHasNoRows() throws IOException {
    nights.sync(BAD);
    String first = Files.readString(report());
    String state = "--state=" + directory.resolve("other.state");
    assertThat(nights.run("sync", state).out()).contains(line(kept("2026-11-29T020000Z")));
    assertThat(kept("2026-11-29T020000Z")).hasContent(first);
    nights.sync(GOOD, state);
    nights.sync(BAD);
    assertThat(allKept()).hasSize(1);
  }

  @Test
  void correctedReportIsKeptByARunThatStopsEarly() throws IOException {
    nights.sync(BAD);
    String corrected = correct();
    nights
        .shop
        .sandbox
        .faults()
        .on("POST", "/**")
        .fail(io.github.intercomobjects.sandbox.Fault.status(401));
    assertThat(nights.sync(List.of("no,item_count", "1,8", "2,many")).exitCode()).isEqualTo(1);
    assertThat(kept("2026-11-29T020000Z")).hasContent(corrected);
  }

  @Test
  void twoReportsOfOneJobAreNotMistakenForEachOther() throws IOException {
    nights.sync(BAD);
    nights.run("sync", "--report=" + directory.resolve("b.csv"));
    nights.run("sync");
    assertThat(allKept()).isEmpty();
  }
}
