package io.github.intercomobjects.sandbox;

import java.time.Duration;
import java.time.Instant;

/** Counts calls in fixed windows that begin at multiples of their length. Thread-safe. */
final class RateWindow {
  private final int limit;
  private final long lengthMillis;
  private long window = Long.MIN_VALUE;
  private int used;

  RateWindow(int limit, Duration length) {
    this.limit = limit;
    this.lengthMillis = length.toMillis();
  }

  synchronized Reading take(Instant now) {
    long current = Math.floorDiv(now.toEpochMilli(), lengthMillis);
    if (current != window) {
      window = current;
      used = 0;
    }
    boolean granted = used < limit;
    if (granted) {
      used++;
    }
    // Rounded up: whoever waits for the second that the header names is in the next window.
    long reset = -Math.floorDiv(-(current + 1) * lengthMillis, 1000L);
    return new Reading(granted, limit, limit - used, reset);
  }

  /** Gives the current window back whole. */
  synchronized void reset() {
    used = 0;
  }

  /** How the refusal names the limit. */
  String inWords() {
    return lengthMillis % 1000 == 0
        ? limit + " in " + lengthMillis / 1000 + "_seconds"
        : limit + " in " + lengthMillis + "_milliseconds";
  }

  /**
   * What one call learned.
   *
   * @param reset when the next window begins, in unix seconds
   */
  record Reading(boolean granted, int limit, int remaining, long reset) {}
}
