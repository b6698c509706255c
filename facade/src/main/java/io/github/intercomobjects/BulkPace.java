package io.github.intercomobjects;

import java.time.Duration;

/**
 * The number of calls that a run keeps in flight: more than use up its part of the window at the
 * average duration of a call, twice as many up to {@link #FEW}. It is one until the first response,
 * which shows the window. Guarded by its owner.
 */
final class BulkPace {
  /** The documented 10,000 calls a minute of a private app, used until a response has a limit. */
  private static final double DOCUMENTED_PER_SECOND = 10_000 / 60.0;

  private static final double WINDOW_SECONDS = RateLimiter.WINDOW.toSeconds();

  /** The reserve for calls that are spread unevenly, and a new window that is noticed late. */
  private static final double RESERVE = 2;

  /** The reserve beyond {@link #FEW} calls, which vary less in sum. */
  private static final double RESERVE_OF_MANY = 1.25;

  /** The calls in flight that cost little. */
  private static final int FEW = 256;

  /**
   * The longest average, as a multiple of the shortest one, for which more than {@link #FEW} calls
   * are in flight: beyond it, calls are slow because there are so many.
   */
  private static final double CONGESTED = 2;

  /** The minimum, so that a few slow calls do not delay the rest. */
  private static final int LEAST = 8;

  /** The number of calls over which the moving average is taken. */
  private static final int AVERAGED = 64;

  private final int most;
  private final double share;
  private final double quotaPerSecond;
  private double perSecond = DOCUMENTED_PER_SECOND;
  private double seconds;
  private double shortest = Double.MAX_VALUE;
  private long responses;
  private boolean hasSuccess;
  private int runningWhenFull = Integer.MAX_VALUE;
  private long endedSinceFull;

  /**
   * @param callsPerWindow the quota; {@code Integer.MAX_VALUE} for none
   */
  BulkPace(int most, double share, int callsPerWindow) {
    this.most = most;
    this.share = share;
    this.quotaPerSecond = callsPerWindow / WINDOW_SECONDS;
  }

  /**
   * Adds a call that Intercom accepted or rejected.
   *
   * @param took the time from connecting to the last byte of the response
   * @param windowLimit the number of calls that its window allows; 0 if unknown
   * @param isSuccess whether it was accepted; rejections, which may take another time, count in the
   *     average only until the first success
   */
  void add(Duration took, int windowLimit, boolean isSuccess) {
    if (isSuccess && !hasSuccess) {
      hasSuccess = true;
      responses = 0;
      shortest = Double.MAX_VALUE;
    }
    if (isSuccess == hasSuccess) {
      double one = took.toNanos() / 1e9;
      seconds = responses == 0 ? one : seconds + (one - seconds) / AVERAGED;
      // One call is no average.
      if (++responses >= AVERAGED) {
        shortest = Math.min(shortest, seconds);
      }
    }
    if (windowLimit > 0) {
      perSecond = windowLimit / WINDOW_SECONDS;
    }
  }

  /** Returns the number of calls that must be in flight to use the windows completely. */
  double needed() {
    return rate() * seconds;
  }

  private double rate() {
    return Math.min(perSecond * share, quotaPerSecond);
  }

  /**
   * Records the end of a call, and returns whether it was one of too few: if no more than there
   * were could run, or could not when the last calls ended, since many may end together.
   */
  boolean endedHeld(int running, boolean isFull) {
    if (isFull) {
      runningWhenFull = running;
      endedSinceFull = 0;
    }
    return ++endedSinceFull <= inFlight() && runningWhenFull < needed();
  }

  int inFlight() {
    if (responses == 0) {
      return 1;
    }
    double few = Math.min(FEW, RESERVE * needed());
    double many = RESERVE_OF_MANY * rate() * Math.min(seconds, CONGESTED * shortest);
    int enough = (int) Math.ceil(Math.min(most, Math.max(few, many)));
    return Math.min(most, Math.max(LEAST, enough));
  }
}
