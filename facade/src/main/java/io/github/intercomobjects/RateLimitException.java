package io.github.intercomobjects;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the current window are used up, and the wait for the next one is longer than {@link
 * Intercom.Builder#maxWait} or {@link Intercom.Builder#totalTimeout} allow (429).
 *
 * <p>{@link #getAttempts()} is 0 where the call was not sent because it would have been refused.
 * Try again after {@link RateLimit#getRetryAfter()}.
 */
public final class RateLimitException extends ApiException {
  private static final long serialVersionUID = 1;

  private final RateLimit rateLimit;

  RateLimitException(ApiException.Details details, RateLimit rateLimit) {
    super(details);
    this.rateLimit = rateLimit;
  }

  /** What is known of the limit. */
  public RateLimit getRateLimit() {
    return rateLimit;
  }

  /** A limit on the number of calls in a window of 10 seconds. Immutable. */
  public static final class RateLimit implements Serializable {
    @Serial private static final long serialVersionUID = 1;

    private final @Nullable Integer limit;
    private final Duration retryAfter;

    RateLimit(@Nullable Integer limit, Duration retryAfter) {
      this.limit = limit;
      this.retryAfter = retryAfter;
    }

    /** The number of calls that one window allows; null where no answer has said. */
    public @Nullable Integer getLimit() {
      return limit;
    }

    /** How long from the failure until there is a place for the call; several windows at times. */
    public Duration getRetryAfter() {
      return retryAfter;
    }

    @Override
    public String toString() {
      return (limit == null ? "unknown limit" : limit + " calls a window")
          + ", a place in "
          + Times.text(retryAfter);
    }
  }
}
