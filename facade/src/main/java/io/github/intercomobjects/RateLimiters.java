package io.github.intercomobjects;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One limiter for each token. As tokens rotate, the least recently used is forgotten. Thread-safe.
 */
final class RateLimiters {
  private static final int MOST_TOKENS = 100;

  private record Latest(String token, RateLimiter limiter) {}

  private final Timing timing;

  /** Most clients have one token, and need no lock to find it. */
  private volatile @Nullable Latest latest;

  private final Map<String, RateLimiter> byToken =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RateLimiter> eldest) {
          return size() > MOST_TOKENS;
        }
      };

  RateLimiters(Timing timing) {
    this.timing = timing;
  }

  RateLimiter of(String token) {
    Latest known = latest;
    return known != null && known.token.equals(token) ? known.limiter : lookUp(token);
  }

  private synchronized RateLimiter lookUp(String token) {
    RateLimiter limiter = byToken.computeIfAbsent(token, t -> new RateLimiter(timing));
    latest = new Latest(token, limiter);
    return limiter;
  }
}
