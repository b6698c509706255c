package io.github.intercomobjects;

import java.time.Duration;

/**
 * An estimate of the calls that other processes send in a window, from what responses show beyond
 * our own calls, and the bound of our calls in flight that follows from it.
 *
 * <p>A process learns of the calls of others one latency late. So calls in flight are bounded to
 * the rate that the window allows times the latency, and the others' calls of one latency are left
 * to them. Of what remains then, a process has a part of its own share in flight, so that all
 * processes slow down together as the window is used up, and few calls are refused. Guarded by the
 * limiter.
 */
final class OtherCalls {
  /** The part of the remaining calls that all processes together have in flight at the end. */
  private static final double PART = 0.6;

  /** The share of the remaining calls, as a number of calls, below which none is sent. */
  private static final double LEAST = 0.5;

  /**
   * The calls in flight of a process without a share, as a part of those that use the window up.
   * Eight processes with 0.7 used a window up in a seventh of its time; on two cores that made the
   * responses too old to go by, and 14 % of the calls were refused.
   */
  private static final double RESERVE = 0.1;

  /**
   * The calls in flight for each call of our share, so that a window is used up in half its time.
   */
  private static final double SPEED = 1.7;

  /** The part of a window in which calls are sent, however long one takes. */
  private static final double SHORTEST = 0.5;

  /** The part of a window that must be used before it shows our share. */
  private static final double SAMPLE = 0.1;

  /** The weight of the newest call in the moving average. */
  private static final double WEIGHT = 1.0 / 16;

  /** The number of windows in which others that were seen count as active. */
  private static final int REMEMBERED = 3;

  private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

  private final int limit;
  private final Timing timing;

  /** The number of windows in which others still count as active, this one included. */
  private int active;

  private double latencyNanos;

  /** Our part of the calls in the last window. */
  private double lastShare = 1;

  /** The others' calls in a nanosecond of the last window, until it was used up. */
  private double lastPerNano;

  /** The time of the next call if the bound is below one. */
  private long nextNanos;

  /** The start of this window. */
  private long startNanos;

  /** The time of the newest response that showed fewer remaining calls than those before. */
  private long usedNanos;

  private int remaining;

  /** The calls in this window before our first response of all: no evidence of active others. */
  private int usedBefore;

  /** Our calls in this window that got a response. */
  private int responses;

  OtherCalls(int limit, Timing timing) {
    this.limit = limit;
    this.timing = timing;
    this.remaining = limit;
  }

  /**
   * Begins a window.
   *
   * @param before the calls in it that may be of a process that has ended
   */
  void begin(long start, int before) {
    if (remaining < limit) {
      lastShare = share();
      lastPerNano = perNano();
    }
    active = Math.max(0, active - 1);
    startNanos = start;
    usedNanos = start;
    remaining = limit;
    usedBefore = before;
    responses = 0;
  }

  /**
   * Adds a response of this window.
   *
   * @param left the remaining calls that it shows
   * @param own the largest number of our calls that it may count
   * @param isCounted whether it counts itself
   * @param latency the nanoseconds from sending to the response
   */
  void add(int left, int own, boolean isCounted, long latency) {
    long now = timing.nanoTime();
    latencyNanos = latencyNanos == 0 ? latency : latencyNanos + WEIGHT * (latency - latencyNanos);
    responses += isCounted ? 1 : 0;
    if (left < remaining) {
      remaining = left;
      usedNanos = now;
    }
    if (limit - left > Math.max(own, usedBefore + responses)) {
      active = REMEMBERED;
    }
    double most = mostInFlight();
    if (most > 0 && most < 1) {
      // At random times, so that the processes do not send their last calls together.
      nextNanos = now + (long) (latencyNanos * (0.5 + timing.random()) / most);
    }
  }

  /** Returns whether other processes use the windows. */
  boolean areActive() {
    return active > 0;
  }

  /** Returns our part of the calls in this window, or in the last one if this is too new. */
  private double share() {
    int used = limit - remaining - usedBefore;
    return used < SAMPLE * limit
        ? lastShare
        : Math.max(responses, LEAST) / Math.max(used, responses);
  }

  private double perNano() {
    int others = Math.max(0, limit - remaining - usedBefore - responses);
    return others / Math.max(1, Math.max((double) (usedNanos - startNanos), latencyNanos));
  }

  /** Returns the number of our calls that may be in flight, which may be below one. */
  private double mostInFlight() {
    // Latencies vary, and a small part of the calls must be able to become a larger one. Calls of
    // the
    // last latency of a window arrive in the next.
    double share = share();
    double latencies = latencyNanos / RateLimiter.WINDOW.toNanos();
    double speed = SPEED * share / Math.max(SHORTEST, 1 - latencies);
    double enough = (RESERVE + speed) * limit * latencies;
    double free = remaining - Math.max(lastPerNano, perNano()) * latencyNanos;
    double ours = share * remaining;
    return Math.max(
        Math.min(Math.max(1, Math.min(enough, share * limit)), free),
        ours < LEAST ? 0 : PART * ours);
  }

  /**
   * Returns the wait until a call can expect to be within the bound; zero if it is.
   *
   * @param ahead the number of waiting calls before it
   * @param inFlight the number of calls in flight
   * @param end the end of the window
   */
  Duration wait(int ahead, int inFlight, long end) {
    double most = mostInFlight();
    double excess = ahead + inFlight + 1 - most;
    long untilEnd = end - timing.nanoTime();
    boolean isBetweenCalls = inFlight == 0 && most > 0 && most < 1;
    double nanos =
        most == 0
            ? untilEnd
            : isBetweenCalls
                ? nextNanos - timing.nanoTime() + ahead * latencyNanos / most
                : excess * latencyNanos / Math.max(1, most);
    return excess <= 0 || (isBetweenCalls && nanos <= 0)
        ? Duration.ZERO
        : Duration.ofNanos(Math.min(untilEnd, Math.max(SHORTEST_WAIT.toNanos(), (long) nanos)));
  }
}
