package io.github.intercomobjects.sync;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Whether the process was told to end, by Ctrl+C for example: then no further call is begun, and
 * those under way may come to their end.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {
  /** Longer than a window of the rate limit, and as long as a call may take. */
  private static final int SECONDS_TO_END = 30;

  private final Terminal terminal;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stop, "stop");
  private volatile boolean stopped;

  private StopSignal(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Returns one that listens to what the process is told, until it is closed. */
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
    terminal.err().println("Stopping: the calls under way are waited for.");
    try {
      if (!ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
        terminal.err().println("They have not ended; the next run makes them again.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean getAsBoolean() {
    return stopped;
  }

  /** Says that all has come to its end. */
  @Override
  public void close() {
    ended.countDown();
  }
}
