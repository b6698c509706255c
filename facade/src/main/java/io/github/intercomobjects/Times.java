package io.github.intercomobjects;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Conversions of Intercom's times and of durations. */
final class Times {
  /** Longer than any wait; prevents an overflow of nanoseconds. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private static final BigDecimal MILLISECOND = new BigDecimal("0.001");

  private Times() {}

  /** Returns the time; null for null, and for seconds that are out of range (other units). */
  static @Nullable Instant instant(@Nullable Long seconds) {
    try {
      return seconds == null ? null : Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns text such as {@code 9.99 s}: rounded to milliseconds, exact below one. */
  static String text(Duration span) {
    BigDecimal exact =
        BigDecimal.valueOf(span.getSeconds()).add(BigDecimal.valueOf(span.getNano(), 9));
    BigDecimal shown =
        exact.abs().compareTo(MILLISECOND) < 0 ? exact : exact.setScale(3, RoundingMode.HALF_UP);
    return shown.stripTrailingZeros().toPlainString() + " s";
  }

  static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  static Duration atMostAYear(Duration span) {
    return shorter(span, LONGEST);
  }
}
