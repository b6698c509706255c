package io.github.intercomobjects;

import java.time.Duration;

/** The time by which a call must have ended, with all attempts and waits. */
final class Deadline {
  private final Timing timing;
  private final long endNanos;

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

  boolean allows(Duration wait) {
    return wait.compareTo(left()) < 0;
  }
}
