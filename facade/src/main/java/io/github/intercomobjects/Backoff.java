package io.github.intercomobjects;

import java.time.Duration;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The waits between the attempts of one call. Not thread-safe. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Timing timing;
  private int waits;

  Backoff(Timing timing) {
    this.timing = timing;
  }

  /**
   * Returns a random wait below a limit that doubles each time (full jitter).
   *
   * @param most the longest wait that is allowed, so that no call fails by chance
   */
  Duration next(Duration most) {
    long bound = Math.min(FIRST.toNanos() << Math.min(waits++, 30), LONGEST.toNanos());
    return Duration.ofNanos(
        (long) (Math.max(0, Math.min(bound, most.toNanos())) * timing.random()));
  }

  /**
   * Returns the wait that the server asks for, else that of {@link #next}; callers that retried
   * immediately would all do so at the same time.
   */
  Duration afterFailure(Response response, Duration most) {
    Duration asked = Headers.retryAfter(response, timing);
    return asked == null || asked.isZero() ? next(most) : asked;
  }

  /**
   * Returns the wait until the next window begins; if the response does not say when, {@link #next}
   * plus half a second, which is never shortened.
   */
  Duration afterRateLimit(Response response, Duration most) {
    Duration wait = untilReset(response, timing);
    return wait == null ? FIRST.plus(next(most.minus(FIRST))) : wait;
  }

  /** Returns the time until the window of a 429 ends; null if the response names no future time. */
  static @Nullable Duration untilReset(Response response, Timing timing) {
    Long reset = Headers.wholeNumber(response, "X-RateLimit-Reset");
    Duration wait = reset == null ? null : Headers.untilServerTime(response, reset, timing);
    if (wait == null || wait.isZero()) {
      wait = Headers.retryAfter(response, timing);
    }
    return wait == null || wait.isZero() ? null : wait;
  }
}
