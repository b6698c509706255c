package io.github.intercomobjects.sync;

/** Shows how far the job is. Thread-safe. */
interface Progress extends AutoCloseable {
  /** Returns a bar for somebody who watches, and a line now and then for a file. */
  static Progress on(Terminal terminal) {
    return terminal.interactive()
        ? new ProgressBars(terminal)
        : new ProgressLines(terminal, System::nanoTime);
  }

  /** Returns what shows nothing. */
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

  /** Begins to count up to {@code total} of {@code what}. */
  void begin(String doing, String what, long total);

  /** One is done. */
  void step();

  /** Shows nothing more. */
  @Override
  void close();
}
