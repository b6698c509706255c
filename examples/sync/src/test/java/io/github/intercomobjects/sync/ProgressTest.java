package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private Terminal terminal(boolean interactive) {
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Terminal(stream, stream, interactive);
  }

  private void run(boolean interactive, int steps) {
    try (Progress progress = Progress.on(terminal(interactive))) {
      progress.begin("storing", "rows", steps);
      for (int i = 0; i < steps; i++) {
        progress.step();
      }
    }
  }

  @Test
  void logHasALineAtEachQuarter() {
    run(false, 2000);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .hasLineCount(4)
        .startsWith("  storing: 500 of 2,000 rows\n  storing: 1,000 of 2,000 rows\n")
        .endsWith("  storing: 1,500 of 2,000 rows\n  storing: 2,000 of 2,000 rows\n");
  }

  @Test
  void interactiveTerminalHasABar() {
    run(true, 10);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("\r")
        .contains("storing 100% [=")
        .contains("10/10 rows");
  }

  @Test
  void noStepsPrintNothing() {
    run(false, 0);
    assertThat(printed.size()).isZero();
  }

  @Test
  void moreStepsThanExpectedAreAllowed() {
    try (Progress progress = Progress.on(terminal(false))) {
      for (int expected : new int[] {0, 1}) {
        progress.begin("listing", "objects", expected);
        progress.step();
        progress.step();
      }
    }
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("  listing: 1 of 1 objects\n");
  }

  @Test
  void longRunShowsRateAndTimeLeft() {
    AtomicLong nanos = new AtomicLong();
    try (Progress progress = new ProgressLines(terminal(false), nanos::get)) {
      progress.begin("storing", "rows", 40_000);
      for (int i = 0; i < 40_000; i++) {
        nanos.addAndGet(6_000_000);
        progress.step();
      }
    }
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("  storing: 10,000 of 40,000 rows, 167 a second, 3 min 0 s left\n")
        .endsWith("  storing: 40,000 of 40,000 rows, 167 a second\n");
  }
}
