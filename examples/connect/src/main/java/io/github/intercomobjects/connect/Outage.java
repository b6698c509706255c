package io.github.intercomobjects.connect;

import java.time.Duration;

/**
 * The state in which many calls in a row have failed: then one change at a time is sent, to notice
 * the end. Guarded by {@link Delivery}.
 */
final class Outage {
  /** The number of failures, without a response between them, that are taken for an outage. */
  private static final int FAILURES = 8;

  /** The time between two changes that are sent during an outage. */
  private static final Duration PROBE = Duration.ofSeconds(5);

  private int failuresInRow;
  private long probeNanos;

  /**
   * @param now the current time of the monotonic clock
   */
  Outage(long now) {
    this.probeNanos = now;
  }

  boolean isActive() {
    return failuresInRow >= FAILURES;
  }

  /** Returns whether the next change may be sent at this time. */
  boolean isProbeDue(long now) {
    return now - probeNanos >= 0;
  }

  void probed(long now) {
    probeNanos = now + PROBE.toNanos();
  }

  /**
   * Counts a call that failed for a reason that passes, and returns whether an outage begins with
   * it.
   */
  boolean failed() {
    failuresInRow++;
    return failuresInRow == FAILURES;
  }

  /** Notes that Intercom processed a call, even if it rejected it. */
  void ended() {
    failuresInRow = 0;
  }
}
