package io.github.intercomobjects.live;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A flag that is set when the process is asked to stop, by Ctrl+C for example. Then no question is
 * asked any more, and the process ends after the workspace was cleaned up.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {
  /** Longer than some windows of the rate limit. */
  private static final int MAX_SECONDS_TO_END = 60;

  private final PrintStream out;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopped;

  StopSignal(PrintStream out) {
    this.out = out;
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
  }

  private void stop() {
    if (ended.getCount() == 0) {
      return;
    }
    stopped = true;
    out.println("Stopping: restoring the links and deleting the objects of this run.");
    try {
      if (!ended.await(MAX_SECONDS_TO_END, TimeUnit.SECONDS)) {
        out.println("This is not done yet; run the command again to complete it.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean getAsBoolean() {
    return stopped;
  }

  /** Reports that the workspace is clean. */
  @Override
  public void close() {
    ended.countDown();
  }
}
