package io.github.intercomobjects;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as Intercom sends them, and spans as users set them. */
final class Times {
  /** Beyond it the arithmetic of nanoseconds ends; nobody waits that long. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private Times() {}

  /** The moment; null for none, and for seconds that are no moment (other units, nonsense). */
  static @Nullable Instant instant(@Nullable Long seconds) {
    try {
      return seconds == null ? null : Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      return null;
    }
  }

  static Duration atMostAYear(Duration span) {
    return span.compareTo(LONGEST) < 0 ? span : LONGEST;
  }
}
