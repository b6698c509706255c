package io.github.intercomobjects;

import java.time.Duration;

/**
 * How many calls of a bulk are to be in flight: twice as many as use up the window if each takes as
 * long as those before. One until the first answer, which tells the window. Guarded by its owner.
 */
final class BulkPace {
  /** Intercom documents 10,000 calls a minute for a private app; taken where no answer tells. */
  private static final double DOCUMENTED_PER_SECOND = 10_000 / 60.0;

  private static final double WINDOW_SECONDS = RateLimiter.WINDOW.toSeconds();

  /** Calls are not spread evenly, and that a window has begun is noticed somewhat late. */
  private static final double RESERVE = 2;

  /** So that a few slow calls do not hold up the rest. */
  private static final int LEAST = 8;

  /** The weight of one call among those before it. */
  private static final double WEIGHT = 1.0 / 16;

  private final int most;
  private final double share;
  private double perSecond = DOCUMENTED_PER_SECOND;
  private double seconds;
  private boolean answered;

  /**
   * @param most the number never to go beyond
   * @param share the part of each window that may be used
   */
  BulkPace(int most, double share) {
    this.most = most;
    this.share = share;
  }

  /**
   * Learns from a call that was answered.
   *
   * @param took from connecting to the last byte of the answer
   * @param windowLimit how many calls its window allows; 0 where no answer has said
   */
  void answered(Duration took, int windowLimit) {
    double one = took.toNanos() / 1e9;
    seconds = answered ? seconds + WEIGHT * (one - seconds) : one;
    answered = true;
    if (windowLimit > 0) {
      perSecond = windowLimit / WINDOW_SECONDS;
    }
  }

  int inFlight() {
    if (!answered) {
      return 1;
    }
    int enough = (int) Math.ceil(Math.min(most, RESERVE * perSecond * share * seconds));
    return Math.min(most, Math.max(LEAST, enough));
  }
}
