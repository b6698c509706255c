package io.github.intercomobjects;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One limiter for each token. As tokens rotate, the least recently used is forgotten. Thread-safe.
 */
final class RateLimiters {
  private static final int MOST_TOKENS = 100;

  private final Timing timing;
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

  synchronized RateLimiter of(String token) {
    return byToken.computeIfAbsent(token, t -> new RateLimiter(timing));
  }
}
