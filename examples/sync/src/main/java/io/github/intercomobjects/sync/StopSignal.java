package io.github.intercomobjects.sync;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A flag that is set when the process is asked to stop, by Ctrl+C for example. Then no further
 * calls are started, and those in flight may complete.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {
  /** Longer than a window of the rate limit, and as long as a request may take. */
  private static final int MAX_SECONDS_TO_END = 30;

  private final Terminal terminal;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");
  private volatile boolean stopped;

  private StopSignal(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Returns a flag for signals to this process, until it is closed. */
  static StopSignal ofProcess(Terminal terminal) {
    StopSignal signal = new StopSignal(terminal);
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  private void stop() {
    if (ended.getCount() == 0) {
      return;
    }
    stopped = true;
    terminal.err().println("Stopping: waiting for the calls in flight.");
    try {
      if (!ended.await(MAX_SECONDS_TO_END, TimeUnit.SECONDS)) {
        terminal.err().println("Some calls did not complete; the next run sends them again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean getAsBoolean() {
    return stopped;
  }

  /** Reports that all calls have completed. */
  @Override
  public void close() {
    ended.countDown();
  }
}
