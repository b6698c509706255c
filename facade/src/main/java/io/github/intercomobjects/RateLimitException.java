package io.github.intercomobjects;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Exception for a call that exceeds the rate limit, if the wait for the next window is longer than
 * {@link Intercom.Builder#maxWait} or {@link Intercom.Builder#totalTimeout} (429). {@link
 * #getAttempts()} is 0 if the window was used up before the first attempt. Try again after {@link
 * RateLimit#getRetryAfter()}.
 */
public final class RateLimitException extends ApiException {
  private static final long serialVersionUID = 1;

  private final RateLimit rateLimit;

  RateLimitException(ApiException.Details details, RateLimit rateLimit) {
    super(details);
    this.rateLimit = rateLimit;
  }

  /** Returns the limit, as far as it is known. */
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

    /** Returns the number of calls that one window allows, or null if unknown. */
    public @Nullable Integer getLimit() {
      return limit;
    }

    /** Returns the time from the failure until the call can be sent, perhaps several windows. */
    public Duration getRetryAfter() {
      return retryAfter;
    }

    @Override
    public String toString() {
      String calls = limit == null ? "unknown limit" : limit + " calls a window";
      return calls + ", retry after " + Times.text(retryAfter);
    }
  }
}
