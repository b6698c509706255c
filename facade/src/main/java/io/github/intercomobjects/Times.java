package io.github.intercomobjects;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as Intercom sends them, and spans as users set them. */
final class Times {
  /** Nobody waits longer; keeps the arithmetic of nanoseconds from overflowing. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final BigDecimal MILLISECOND = new BigDecimal("0.001");

  private Times() {}

  /** The time; null for null, and for seconds beyond all calendars (other units, nonsense). */
  static @Nullable Instant instant(@Nullable Long seconds) {
    try {
      return seconds == null ? null : Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A span as messages have it, such as {@code 9.99 s}: in milliseconds, and exact below one. */
  static String text(Duration span) {
    BigDecimal exact =
        BigDecimal.valueOf(span.getSeconds()).add(BigDecimal.valueOf(span.getNano(), 9));
    BigDecimal shown =
        exact.abs().compareTo(MILLISECOND) < 0 ? exact : exact.setScale(3, RoundingMode.HALF_UP);
    return shown.stripTrailingZeros().toPlainString() + " s";
  }

  static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  static Duration atMostAYear(Duration span) {
    return span.compareTo(LONGEST) < 0 ? span : LONGEST;
  }
}
