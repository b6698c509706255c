package io.github.intercomobjects.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** A rate limit with fixed windows that start at multiples of their length. Thread-safe. */
final class RateWindow {
  /** The number of windows to keep; windows without a call are not kept. */
  static final int KEPT = 1_000;

  private final int limit;
  private final long lengthMillis;
  private final ArrayDeque<Used> before = new ArrayDeque<>();
  private long window = Long.MIN_VALUE;
  private int used;
  private int rejected;

  RateWindow(int limit, Duration length) {
    this.limit = limit;
    this.lengthMillis = length.toMillis();
  }

  /** Counts a call, and returns whether it is granted. */
  synchronized Reading take(Instant now) {
    long current = Math.floorDiv(now.toEpochMilli(), lengthMillis);
    if (current != window) {
      close();
      window = current;
    }
    boolean granted = used < limit;
    if (granted) {
      used++;
    } else {
      rejected++;
    }
    return new Reading(granted, limit, limit - used, reset(current));
  }

  /** Returns the reading of an exhausted window, whatever the state of the actual one. */
  Reading exhausted(Instant now) {
    return new Reading(false, limit, 0, reset(Math.floorDiv(now.toEpochMilli(), lengthMillis)));
  }

  /** Returns the windows that had calls, the oldest first. */
  synchronized List<Used> history() {
    ArrayDeque<Used> all = new ArrayDeque<>(before);
    if (used > 0) {
      all.add(current());
    }
    return List.copyOf(all);
  }

  /** Removes all calls. */
  synchronized void clear() {
    window = Long.MIN_VALUE;
    used = 0;
    rejected = 0;
    before.clear();
  }

  int limit() {
    return limit;
  }

  long lengthMillis() {
    return lengthMillis;
  }

  private void close() {
    if (used > 0) {
      before.addLast(current());
      if (before.size() == KEPT) {
        before.removeFirst();
      }
    }
    used = 0;
    rejected = 0;
  }

  private Used current() {
    return new Used(Instant.ofEpochMilli(window * lengthMillis), used, rejected);
  }

  private long reset(long current) {
    // Rounded up, so that a client that waits until this second is in the next window.
    return -Math.floorDiv(-(current + 1) * lengthMillis, 1000L);
  }

  /** Returns the limit in the format of the error message, such as {@code 10 in 10_seconds}. */
  String description() {
    return lengthMillis % 1000 == 0
        ? limit + " in " + lengthMillis / 1000 + "_seconds"
        : limit + " in " + lengthMillis + "_milliseconds";
  }

  /**
   * The calls of one window.
   *
   * @param calls the number of granted calls
   * @param rejected the number of rejected calls
   */
  record Used(Instant start, int calls, int rejected) {}

  /**
   * The state of the window after a call, for the rate headers.
   *
   * @param reset the start of the next window in unix seconds
   */
  record Reading(boolean granted, int limit, int remaining, long reset) {}
}
