package io.github.intercomobjects.connect;

import java.time.Duration;

/**
 * The time in which nobody else can have the partitions of this task. Every {@code put} renews it:
 * the framework calls it at least once a second, on the thread that polls. If it was not renewed in
 * time, the process was frozen, and another worker may have taken over.
 *
 * <p>The end is two thirds of the session timeout after the last renewal: the broker counts from
 * the last heartbeat, which may be a few seconds older, and a call takes time. Thread-safe.
 */
final class Lease {
  private final Ticks ticks;
  private final Duration length;
  private long renewedNanos;
  private long renewedMillis;
  private boolean hasLapsed;

  Lease(Duration sessionTimeout, Ticks ticks) {
    this.ticks = ticks;
    this.length = sessionTimeout.multipliedBy(2).dividedBy(3);
    renew();
  }

  Duration length() {
    return length;
  }

  /** Starts the lease again. What was taken before a lapse must be invalid by then. */
  synchronized void renew() {
    hasLapsed = false;
    renewedNanos = ticks.nanoTime();
    renewedMillis = ticks.currentTimeMillis();
  }

  /**
   * Renews the lease if it lasts, and returns whether it does. The readings of the clocks that
   * decide are those that count from then on: a process may freeze between any two of them.
   */
  synchronized boolean renewIfValid() {
    long nanos = ticks.nanoTime();
    long millis = ticks.currentTimeMillis();
    if (!isValid(nanos, millis)) {
      return false;
    }
    renewedNanos = nanos;
    renewedMillis = millis;
    return true;
  }

  /**
   * Returns whether the lease lasts. Once it was seen to have lapsed, it does not until it is
   * renewed, because the clock of the day may be set back.
   */
  synchronized boolean isValid() {
    return isValid(ticks.nanoTime(), ticks.currentTimeMillis());
  }

  private boolean isValid(long nanos, long millis) {
    // The first clock stops while a machine sleeps, the second one may be set.
    if (nanos - renewedNanos >= length.toNanos() || millis - renewedMillis >= length.toMillis()) {
      hasLapsed = true;
    }
    return !hasLapsed;
  }
}
