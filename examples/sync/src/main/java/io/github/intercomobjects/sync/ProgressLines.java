package io.github.intercomobjects.sync;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line at each quarter, for a log. */
final class ProgressLines implements Progress {
  private static final int LINES = 4;

  /** The time before a rate is shown. The first windows of the rate limit are uneven. */
  private static final int MIN_SECONDS = 10;

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private long began;
  private String doing = "";
  private String what = "";
  private long total;
  private long done;
  private int lines;

  /**
   * Creates a progress.
   *
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  ProgressLines(Terminal terminal, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void begin(String newDoing, String newWhat, long newTotal) {
    doing = newDoing;
    what = newWhat;
    total = newTotal;
    done = 0;
    lines = 0;
    began = nanoTime.getAsLong();
  }

  @Override
  public synchronized void step() {
    done++;
    // There may be more steps than expected, even if none were expected.
    if (lines < LINES && total > 0 && done * LINES >= total * (lines + 1)) {
      lines = (int) (done * LINES / total);
      terminal
          .err()
          .println(
              String.format(
                  Locale.ROOT, "  %s: %,d of %,d %s%s", doing, done, total, what, pace()));
    }
  }

  /** Returns the rate and the time left; empty in the first seconds. */
  private String pace() {
    double seconds = (nanoTime.getAsLong() - began) / 1e9;
    if (seconds < MIN_SECONDS) {
      return "";
    }
    double rate = done / seconds;
    long left = Math.round((total - done) / rate);
    return String.format(Locale.ROOT, ", %,.0f a second", rate)
        + (left == 0 ? "" : ", " + Printable.time(Duration.ofSeconds(left)) + " left");
  }

  @Override
  public void close() {}
}
