package io.github.intercomobjects;

import java.time.Duration;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** How long one call waits before its next attempt. Not thread-safe. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Timing timing;
  private int waits;

  Backoff(Timing timing) {
    this.timing = timing;
  }

  /**
   * A random wait below a bound that doubles each time (full jitter), so that callers spread out.
   */
  Duration next() {
    long bound = Math.min(FIRST.toNanos() << Math.min(waits++, 30), LONGEST.toNanos());
    return Duration.ofNanos((long) (bound * timing.random()));
  }

  /**
   * The wait that the server asks for, else that of {@link #next}: callers that came back at once
   * would all come back together.
   */
  Duration afterFailure(Response response) {
    Duration asked = Headers.retryAfter(response, timing);
    return asked == null || asked.isZero() ? next() : asked;
  }

  /**
   * The wait until the next window begins; where the answer does not say when, that of {@link
   * #next} plus half a second.
   */
  Duration afterRateLimit(Response response) {
    Duration wait = untilReset(response, timing);
    return wait == null ? FIRST.plus(next()) : wait;
  }

  /**
   * How long until the window of a 429 ends; null where it does not say, or names a moment gone by.
   */
  static @Nullable Duration untilReset(Response response, Timing timing) {
    Long reset = Headers.wholeNumber(response, "X-RateLimit-Reset");
    Duration wait = reset == null ? null : Headers.untilServerTime(response, reset, timing);
    if (wait == null || wait.isZero()) {
      wait = Headers.retryAfter(response, timing);
    }
    return wait == null || wait.isZero() ? null : wait;
  }
}
