package io.github.intercomobjects;

import java.time.Duration;

/**
 * The number of calls that a run keeps in flight: twice as many as use up its part of the window at
 * the average duration of a call. It is one until the first response, which shows the window.
 * Guarded by its owner.
 */
final class BulkPace {
  /** The documented 10,000 calls a minute of a private app, used until a response has a limit. */
  private static final double DOCUMENTED_PER_SECOND = 10_000 / 60.0;

  private static final double WINDOW_SECONDS = RateLimiter.WINDOW.toSeconds();

  /** The reserve for calls that are spread unevenly, and a new window that is noticed late. */
  private static final double RESERVE = 2;

  /** The minimum, so that a few slow calls do not delay the rest. */
  private static final int LEAST = 8;

  /** The weight of the newest call in the moving average. */
  private static final double WEIGHT = 1.0 / 16;

  private final int most;
  private final double share;
  private final double quotaPerSecond;
  private double perSecond = DOCUMENTED_PER_SECOND;
  private double seconds;
  private boolean hasResponse;

  /**
   * @param callsPerWindow the quota; {@code Integer.MAX_VALUE} for none
   */
  BulkPace(int most, double share, int callsPerWindow) {
    this.most = most;
    this.share = share;
    this.quotaPerSecond = callsPerWindow / WINDOW_SECONDS;
  }

  /**
   * Adds a call that got a response.
   *
   * @param took the time from connecting to the last byte of the response
   * @param windowLimit the number of calls that its window allows; 0 if unknown
   */
  void add(Duration took, int windowLimit) {
    double one = took.toNanos() / 1e9;
    seconds = hasResponse ? seconds + WEIGHT * (one - seconds) : one;
    hasResponse = true;
    if (windowLimit > 0) {
      perSecond = windowLimit / WINDOW_SECONDS;
    }
  }

  int inFlight() {
    if (!hasResponse) {
      return 1;
    }
    double rate = Math.min(perSecond * share, quotaPerSecond);
    int enough = (int) Math.ceil(Math.min(most, RESERVE * rate * seconds));
    return Math.min(most, Math.max(LEAST, enough));
  }
}
