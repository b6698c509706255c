package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The format of a column's cells: their type, and for times also pattern and zone. Immutable. */
final class ColumnFormat {
  /** Allows no exponents: 1e999999999 is a short cell, but a number of gigabytes. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]*\\.?[0-9]+");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");

  /**
   * The number of characters that a number may have. Java needs minutes for one of two million
   * digits, and Intercom keeps about fifteen.
   */
  static final int MAX_NUMBER_LENGTH = 1_000;

  private static final ZonedDateTime EXAMPLE =
      ZonedDateTime.of(2026, 1, 31, 9, 30, 15, 0, ZoneOffset.UTC);

  private final ColumnType type;
  private final @Nullable String pattern;
  private final @Nullable DateTimeFormatter formatter;
  private final @Nullable ZoneId zone;

  private ColumnFormat(
      ColumnType type,
      @Nullable String pattern,
      @Nullable DateTimeFormatter formatter,
      @Nullable ZoneId zone) {
    this.type = type;
    this.pattern = pattern;
    this.formatter = formatter;
    this.zone = zone;
  }

  /**
   * Returns the format of a column.
   *
   * @param pattern of {@link DateTimeFormatter}; null for ISO 8601
   * @param zone of times without an offset; null if there are none
   * @throws IllegalArgumentException if the pattern is invalid, or does not fit type and zone
   */
  static ColumnFormat of(ColumnType type, @Nullable String pattern, @Nullable ZoneId zone) {
    if (pattern == null) {
      return new ColumnFormat(type, null, null, zone);
    }
    if (type != ColumnType.DATE && type != ColumnType.DATETIME) {
      throw new IllegalArgumentException(
          "format \""
              + pattern
              + "\" is for columns of type date or datetime, but this one is "
              + type.label()
              + "; remove it");
    }
    DateTimeFormatter formatter = formatter(pattern);
    TemporalAccessor read;
    try {
      read = read(formatter, formatter.format(EXAMPLE));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "format \""
              + pattern
              + "\" is incomplete: it needs year, month (MM, not mm) and day (dd, not DD), such as"
              + " dd.MM.yyyy or yyyy-MM-dd HH:mm:ss",
          e);
    }
    if (read instanceof LocalDateTime && zone == null) {
      throw new IllegalArgumentException(
          "format \"" + pattern + "\" has no offset; give the time zone");
    }
    return new ColumnFormat(type, pattern, formatter, zone);
  }

  private static DateTimeFormatter formatter(String pattern) {
    try {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(pattern)
          // yyyy is a year of an era, which strict parsing rejects without the era.
          .parseDefaulting(ChronoField.ERA, 1)
          .toFormatter(Locale.ENGLISH)
          // Lenient parsing would read the 31st of February as the 28th.
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "format \""
              + pattern
              + "\" is not a pattern such as dd.MM.yyyy or yyyy-MM-dd HH:mm:ss: "
              + e.getMessage(),
          e);
    }
  }

  ColumnType type() {
    return type;
  }

  /** Returns whether a cell is empty, which clears its attribute. */
  boolean isEmpty(@Nullable Object cell) {
    if (cell instanceof String text) {
      return type == ColumnType.TEXT ? text.isEmpty() : text.isBlank();
    }
    return cell == null;
  }

  /** Returns the value of a cell that is not empty; null if the cell is invalid. */
  @Nullable Object parse(Object cell) {
    return switch (type) {
      case TEXT -> text(cell);
      case LIST -> text(cell).strip();
      case DECIMAL -> decimal(cell);
      case NUMBER -> number(cell);
      case BOOLEAN -> bool(cell);
      case DATE -> date(cell);
      case DATETIME ->
          date(cell) instanceof LocalDate day
              ? day.atStartOfDay(zone == null ? ZoneOffset.UTC : zone).toInstant()
              : date(cell);
    };
  }

  /** Returns why a cell is invalid, as the end of a sentence. */
  String problem(Object cell) {
    if (cell instanceof LocalDateTime) {
      return "has no time zone; give one with --zone, such as --zone UTC";
    }
    if ((type == ColumnType.DECIMAL || type == ColumnType.NUMBER) && isTooLong(cell)) {
      return String.format(
          Locale.ROOT, "is longer than a number can be, %,d characters", MAX_NUMBER_LENGTH);
    }
    return "is not "
        + (pattern == null
            ? type.description()
            : "a " + type.label() + " in the format " + pattern);
  }

  private static String text(Object cell) {
    return cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString();
  }

  private static boolean isTooLong(Object cell) {
    return cell instanceof String text
        ? text.strip().length() > MAX_NUMBER_LENGTH
        : cell instanceof BigDecimal decimal
            ? isTooLong(decimal)
            : cell instanceof BigInteger number && isTooLong(number);
  }

  /** Returns whether a number has too many digits without an exponent. */
  static boolean isTooLong(BigDecimal number) {
    return (long) number.precision() + Math.abs((long) number.scale()) > MAX_NUMBER_LENGTH;
  }

  /** Returns whether a number has too many digits. */
  static boolean isTooLong(BigInteger number) {
    return number.bitLength() > MAX_NUMBER_LENGTH * Math.log(10) / Math.log(2);
  }

  private static @Nullable Object decimal(Object cell) {
    if (isTooLong(cell)) {
      return null;
    }
    String text = text(cell).strip();
    return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  private static @Nullable Object number(Object cell) {
    if (isTooLong(cell)) {
      return null;
    }
    if (cell instanceof BigDecimal decimal) {
      // A NUMERIC(10,2) of a database returns 3 as 3.00.
      return decimal.stripTrailingZeros().scale() <= 0 ? decimal.toBigInteger() : null;
    }
    String text = text(cell).strip();
    return WHOLE_NUMBER.matcher(text).matches() ? new BigInteger(text) : null;
  }

  private static @Nullable Object bool(Object cell) {
    // Some databases have no booleans, but 0 and 1.
    if (cell instanceof BigInteger bit) {
      return bit.equals(BigInteger.ONE) ? Boolean.TRUE : bit.signum() == 0 ? Boolean.FALSE : null;
    }
    String text = text(cell).strip();
    return text.equalsIgnoreCase("true")
        ? Boolean.TRUE
        : text.equalsIgnoreCase("false") ? Boolean.FALSE : null;
  }

  private @Nullable Object date(Object cell) {
    if (cell instanceof LocalDate || cell instanceof Instant) {
      return cell;
    }
    if (cell instanceof LocalDateTime local) {
      return inZone(local);
    }
    if (!(cell instanceof String text)) {
      return null;
    }
    try {
      TemporalAccessor read =
          formatter == null ? readIso(text.strip()) : read(formatter, text.strip());
      if (read instanceof LocalDateTime local) {
        return inZone(local);
      }
      return read instanceof LocalDate ? read : Instant.from(read);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private @Nullable Instant inZone(LocalDateTime local) {
    return zone == null ? null : local.atZone(zone).toInstant();
  }

  private static TemporalAccessor readIso(String text) {
    return text.indexOf('T') < 0
        ? LocalDate.parse(text)
        : DateTimeFormatter.ISO_DATE_TIME.parseBest(
            text, OffsetDateTime::from, LocalDateTime::from);
  }

  private static TemporalAccessor read(DateTimeFormatter formatter, String text) {
    return formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
  }
}
