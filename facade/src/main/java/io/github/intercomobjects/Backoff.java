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

  /** Returns a random wait below a limit that doubles each time (full jitter). */
  Duration next() {
    long bound = Math.min(FIRST.toNanos() << Math.min(waits++, 30), LONGEST.toNanos());
    return Duration.ofNanos((long) (bound * timing.random()));
  }

  /**
   * Returns the wait that the server asks for, else that of {@link #next}; callers that retried
   * immediately would all do so at the same time.
   */
  Duration afterFailure(Response response) {
    Duration asked = Headers.retryAfter(response, timing);
    return asked == null || asked.isZero() ? next() : asked;
  }

  /**
   * Returns the wait until the next window begins; {@link #next} plus half a second if the response
   * does not say when.
   */
  Duration afterRateLimit(Response response) {
    Duration wait = untilReset(response, timing);
    return wait == null ? FIRST.plus(next()) : wait;
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
