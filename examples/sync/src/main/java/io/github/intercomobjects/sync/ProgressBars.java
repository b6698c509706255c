package io.github.intercomobjects.sync;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar that is redrawn in one line. */
final class ProgressBars implements Progress {
  /** A fixed width, so that the library loads no native code to ask the terminal. */
  private static final int WIDTH = 79;

  private final Terminal terminal;
  private volatile @Nullable ProgressBar bar;

  ProgressBars(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void begin(String doing, String what, long total) {
    close();
    bar =
        new ProgressBarBuilder()
            .setTaskName(doing)
            .setUnit(" " + what, 1)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .showSpeed()
            .setUpdateIntervalMillis(100)
            .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), WIDTH))
            .build();
  }

  @Override
  public void step() {
    ProgressBar current = bar;
    if (current != null) {
      current.step();
    }
  }

  @Override
  public void close() {
    ProgressBar current = bar;
    bar = null;
    if (current != null) {
      current.close();
    }
  }
}
