package io.github.intercomobjects.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** Counts calls in fixed windows that begin at multiples of their length. Thread-safe. */
final class RateWindow {
  /** How many windows are remembered; those without a call are not. */
  static final int KEPT = 1_000;

  private final int limit;
  private final long lengthMillis;
  private final ArrayDeque<Used> before = new ArrayDeque<>();
  private long window = Long.MIN_VALUE;
  private int used;
  private int refused;

  RateWindow(int limit, Duration length) {
    this.limit = limit;
    this.lengthMillis = length.toMillis();
  }

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
      refused++;
    }
    return new Reading(granted, limit, limit - used, reset(current));
  }

  /** What a call too many learns, though the window may have places left. */
  Reading usedUp(Instant now) {
    return new Reading(false, limit, 0, reset(Math.floorDiv(now.toEpochMilli(), lengthMillis)));
  }

  /** The windows in which there were calls, the oldest first. */
  synchronized List<Used> history() {
    ArrayDeque<Used> all = new ArrayDeque<>(before);
    if (used > 0) {
      all.add(current());
    }
    return List.copyOf(all);
  }

  /** Forgets every call. */
  synchronized void clear() {
    window = Long.MIN_VALUE;
    used = 0;
    refused = 0;
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
    refused = 0;
  }

  private Used current() {
    return new Used(Instant.ofEpochMilli(window * lengthMillis), used, refused);
  }

  private long reset(long current) {
    // Rounded up: whoever waits for the second that the header names is in the next window.
    return -Math.floorDiv(-(current + 1) * lengthMillis, 1000L);
  }

  /** How the refusal names the limit. */
  String inWords() {
    return lengthMillis % 1000 == 0
        ? limit + " in " + lengthMillis / 1000 + "_seconds"
        : limit + " in " + lengthMillis + "_milliseconds";
  }

  /**
   * How one window was used.
   *
   * @param calls how many were granted
   * @param refused how many were too many
   */
  record Used(Instant start, int calls, int refused) {}

  /**
   * What one call learned.
   *
   * @param reset when the next window begins, in unix seconds
   */
  record Reading(boolean granted, int limit, int remaining, long reset) {}
}
