package io.github.intercomobjects;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as Intercom sends them, and spans as users set them. */
final class Times {
  /** Nobody waits longer; keeps the arithmetic of nanoseconds from overflowing. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private Times() {}

  /** The time; null for null, and for seconds beyond all calendars (other units, nonsense). */
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
