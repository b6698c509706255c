package io.github.intercomobjects.sync;

import java.util.Locale;
import java.util.function.LongSupplier;

/** A line at every quarter: a log is read afterwards. */
final class ProgressLines implements Progress {
  private static final int LINES = 4;

  /** Seconds; the first windows of the rate limit are uneven. */
  private static final int WORTH_TELLING = 10;

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private long began;
  private String doing = "";
  private String what = "";
  private long total;
  private long done;
  private int lines;

  /**
   * @param nanoTime tells how much time has passed
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
    // There may be more than was expected, or something where nothing was.
    if (lines < LINES && total > 0 && done * LINES >= total * (lines + 1)) {
      lines = (int) (done * LINES / total);
      terminal
          .err()
          .println(
              String.format(
                  Locale.ROOT, "  %s: %,d of %,d %s%s", doing, done, total, what, pace()));
    }
  }

  /** Rate and time left, if anybody would wait for that. */
  private String pace() {
    double seconds = (nanoTime.getAsLong() - began) / 1e9;
    if (seconds < WORTH_TELLING) {
      return "";
    }
    double rate = done / seconds;
    long left = Math.round((total - done) / rate);
    return String.format(Locale.ROOT, ", %,.0f a second", rate)
        + (left == 0 ? "" : String.format(Locale.ROOT, ", %d:%02d left", left / 60, left % 60));
  }

  @Override
  public void close() {}
}
