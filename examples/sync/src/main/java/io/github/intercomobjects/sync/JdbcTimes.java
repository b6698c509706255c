package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as texts or numbers: SQLite has no type for them, and drivers return those as
 * texts that their own types cannot hold.
 */
final class JdbcTimes {
  private static final Pattern TEXT =
      Pattern.compile(
          "(?<day>\\d{4}-\\d\\d-\\d\\d)"
              + "([T ](?<time>\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?)"
              + " ?(?<offset>Z|UTC|[+-]\\d\\d(:?\\d\\d)?)?)?");

  private static final BigDecimal JULIAN_EPOCH = new BigDecimal("2440587.5");
  private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000);

  private JdbcTimes() {}

  /**
   * Returns the {@code LocalDate}, {@code LocalDateTime} or {@code Instant} that a cell means; null
   * if it means none.
   */
  static @Nullable Object of(Object cell) {
    return cell instanceof String text
        ? ofText(text)
        : cell instanceof BigInteger number
            ? ofNumber(new BigDecimal(number))
            : cell instanceof BigDecimal number ? ofNumber(number) : null;
  }

  private static @Nullable Object ofText(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(parts.group("day"));
      String time = parts.group("time");
      if (time == null) {
        return day;
      }
      LocalDateTime local = day.atTime(LocalTime.parse(time));
      String offset = parts.group("offset");
      return offset == null
          ? local
          : local.toInstant(ZoneOffset.of(offset.equals("UTC") ? "Z" : offset));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns a time in the unit of a number; null if the number means no time. */
  static @Nullable BigDecimal inUnitOf(BigDecimal number, Instant time) {
    Instant meant = ofNumber(number);
    BigDecimal millis = BigDecimal.valueOf(time.toEpochMilli());
    return meant == null
        ? null
        : isIn(number, 2_400_000, 2_500_000)
            ? millis.divide(MILLIS_PER_DAY, MathContext.DECIMAL64).add(JULIAN_EPOCH)
            : millis.movePointLeft(meant.toEpochMilli() == number.longValue() ? 0 : 3);
  }

  private static @Nullable Instant ofNumber(BigDecimal number) {
    // Julian days from 1858 to 2132, as SQLite stores times in real numbers.
    if (isIn(number, 2_400_000, 2_500_000)) {
      // A double is exact to less than a millisecond.
      return Instant.ofEpochMilli(
          Math.round(number.subtract(JULIAN_EPOCH).multiply(MILLIS_PER_DAY).doubleValue()));
    }
    // From 1973 to 2099. A number such as 20260131 is no time, but a day in digits.
    if (isIn(number, 100_000_000, 4_102_444_800L)) {
      return Instant.ofEpochSecond(0, number.movePointRight(9).longValue());
    }
    return isIn(number, 100_000_000_000L, 4_102_444_800_000L)
        ? Instant.ofEpochSecond(0, number.movePointRight(6).longValue())
        : null;
  }

  private static boolean isIn(BigDecimal number, long from, long end) {
    return number.compareTo(BigDecimal.valueOf(from)) >= 0
        && number.compareTo(BigDecimal.valueOf(end)) < 0;
  }
}
