package io.github.intercomobjects.sync;

/** A display of the progress of the job. Thread-safe. */
interface Progress extends AutoCloseable {
  /** Returns a progress bar for an interactive terminal, and occasional lines for a log. */
  static Progress on(Terminal terminal) {
    return terminal.interactive()
        ? new ProgressBars(terminal)
        : new ProgressLines(terminal, System::nanoTime);
  }

  /** Returns a progress that shows nothing. */
  static Progress none() {
    return new Progress() {
      @Override
      public void begin(String doing, String what, long total) {}

      @Override
      public void step() {}

      @Override
      public void close() {}
    };
  }

  /** Starts to count up to {@code total} of {@code what}. */
  void begin(String doing, String what, long total);

  /** Counts one step. */
  void step();

  /** Ends the display. */
  @Override
  void close();
}
