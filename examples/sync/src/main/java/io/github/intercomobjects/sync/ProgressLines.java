package io.github.intercomobjects.sync;

import java.util.Locale;

/** A line at every quarter: a log is read afterwards. */
final class ProgressLines implements Progress {
  private static final int LINES = 4;

  private final Terminal terminal;
  private String doing = "";
  private String what = "";
  private long total;
  private long done;
  private int lines;

  ProgressLines(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void begin(String newDoing, String newWhat, long newTotal) {
    doing = newDoing;
    what = newWhat;
    total = newTotal;
    done = 0;
    lines = 0;
  }

  @Override
  public synchronized void step() {
    done++;
    if (done * LINES >= total * (lines + 1)) {
      lines = (int) (done * LINES / total);
      terminal
          .err()
          .println(String.format(Locale.ROOT, "  %s: %,d of %,d %s", doing, done, total, what));
    }
  }

  @Override
  public void close() {}
}
