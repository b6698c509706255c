package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what happens in other processes. */
final class Await {
  private static final long PAUSE_MILLIS = 100;

  private Await() {}

  /**
   * Waits until a condition is met.
   *
   * @param what what is waited for, such as {@code "the topic"}, for the message
   * @throws IOException if it is not met in time
   */
  static void until(String what, Duration max, Condition condition)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + max.toNanos();
    while (!condition.isMet()) {
      if (System.nanoTime() > end) {
        throw new IOException("Waited " + max.toSeconds() + " s in vain for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }
}
