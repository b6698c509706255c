package io.github.intercomobjects;

import java.time.Duration;

/**
 * The time by which a call must have ended, with all attempts and waits. Used by the thread that
 * runs the call.
 */
final class Deadline {
  private final Timing timing;
  private long endNanos;

  private Deadline(Timing timing, long endNanos) {
    this.timing = timing;
    this.endNanos = endNanos;
  }

  static Deadline in(Duration span, Timing timing) {
    return new Deadline(timing, timing.nanoTime() + span.toNanos());
  }

  /** Returns the time left; zero or less if the deadline has passed. */
  Duration left() {
    return Duration.ofNanos(endNanos - timing.nanoTime());
  }

  /** Moves the deadline, for all calls that share it. */
  void extend(Duration span) {
    endNanos += span.toNanos();
  }

  boolean allows(Duration wait) {
    return wait.compareTo(left()) < 0;
  }
}
