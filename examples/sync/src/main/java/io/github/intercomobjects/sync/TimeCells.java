package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cells of a column of dates or times. Immutable. */
final class TimeCells implements ColumnFormat.Cells {
  /** The names of units of time since 1970, with the number of their digits below a second. */
  private static final Map<String, Integer> EPOCHS = Map.of("epoch-seconds", 0, "epoch-millis", 3);

  private static final Pattern COUNT = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");
  private static final Pattern RECENT_SECONDS = Pattern.compile("[0-9]{9,10}(\\.[0-9]+)?");
  private static final Pattern RECENT_MILLIS = Pattern.compile("[0-9]{12,13}");

  /** A date and a time with a space between them, as most databases write it. */
  private static final Pattern SPACED = Pattern.compile("^([0-9-]{10}) (?=[0-9])");

  /** The forms that most programs write, without the part after the day, or without the Z. */
  private static final String FORM = "0000-00-00T00:00:00Z";

  private static final int DAY = "0000-00-00".length();
  private static final int TIME = FORM.length() - 1;

  private static final int LAST_YEAR = 9999;

  /** ISO 8601, and the offsets and zones that databases and programs write instead. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          // Such as Z, +01, +0100, +01:00, UTC and +01:00[Europe/Berlin].
          .appendPattern("[ ][XXXXX][X][VV]['['VV']']]")
          .toFormatter(Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Its parts are large enough to differ from what a wrong letter writes. */
  private static final ZonedDateTime EXAMPLE =
      ZonedDateTime.of(2026, 12, 30, 21, 30, 15, 0, ZoneOffset.UTC);

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern HALF_DAY = Pattern.compile("[^aB]*[hK][^aB]*");
  private static final Pattern DAY_OF_YEAR = Pattern.compile(".*[ML].*D.*|.*D.*[ML].*");

  private final ColumnType type;
  private final @Nullable String format;
  private final List<DateTimeFormatter> formatters;
  private final @Nullable Integer epoch;
  private final @Nullable ZoneId zone;

  private TimeCells(
      ColumnType type,
      @Nullable String format,
      List<DateTimeFormatter> formatters,
      @Nullable Integer epoch,
      @Nullable ZoneId zone) {
    this.type = type;
    this.format = format;
    this.formatters = formatters;
    this.epoch = epoch;
    this.zone = zone;
  }

  /**
   * Returns the cells of a column.
   *
   * @param format a pattern of {@link DateTimeFormatter}, or the name of an epoch; null for ISO
   *     8601
   * @param zone of times without an offset; null if there are none
   * @throws IllegalArgumentException if the format is invalid, or does not fit type and zone
   */
  static TimeCells of(ColumnType type, @Nullable String format, @Nullable ZoneId zone) {
    Integer epoch = format == null ? null : EPOCHS.get(format);
    if (format == null || epoch != null) {
      return new TimeCells(type, format, List.of(ISO), epoch, zone);
    }
    List<String> variants = variants(format);
    TimeCells cells =
        new TimeCells(
            type,
            format,
            variants.stream().map(variant -> formatter(variant, format)).toList(),
            null,
            zone);
    variants.forEach(variant -> requireLetters(variant, format));
    cells.requireComplete();
    return cells;
  }

  /**
   * Returns a pattern with all its optional sections, with one of them or without any, because
   * sections may be alternatives, of which the first one may fit only the beginning of a cell.
   */
  private static List<String> variants(String pattern) {
    List<String> sections = new ArrayList<>();
    StringBuilder required = new StringBuilder();
    StringBuilder section = new StringBuilder();
    List<Integer> positions = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      quoted ^= c == '\'';
      if (!quoted && c == '[' && depth++ == 0) {
        section.setLength(0);
      } else if (!quoted && c == ']' && --depth == 0) {
        sections.add(section.toString());
        positions.add(required.length());
      } else {
        (depth == 0 ? required : section).append(c);
      }
    }
    List<String> variants = new ArrayList<>(List.of(pattern));
    for (int i = 0; i < sections.size(); i++) {
      variants.add(
          new StringBuilder(required).insert(positions.get(i), sections.get(i)).toString());
    }
    if (!sections.isEmpty()) {
      variants.add(required.toString());
    }
    return variants;
  }

  /** Requires that one of the formatters reads what it writes, and that its times have a zone. */
  private void requireComplete() {
    boolean isComplete = false;
    for (DateTimeFormatter formatter : formatters) {
      TemporalAccessor read = read(formatter.format(EXAMPLE), List.of(formatter));
      boolean isSame = read != null && LocalDate.from(read).equals(EXAMPLE.toLocalDate());
      isComplete |= isSame;
      if (isSame && (zone != null || !(read instanceof LocalDateTime))) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "format \""
            + format
            + (isComplete
                ? "\" has no offset; give the time zone"
                : "\" is incomplete: it needs year, month (MM, not mm) and day (dd, not DD), such"
                    + " as dd.MM.yyyy or yyyy-MM-dd HH:mm:ss"));
  }

  /** Requires letters with which no part of a cell is ignored. */
  private static void requireLetters(String part, String pattern) {
    String letters = QUOTED.matcher(part).replaceAll("");
    if (HALF_DAY.matcher(letters).matches()) {
      throw new IllegalArgumentException(
          "format \""
              + pattern
              + "\" has hours of half a day (hh) without am or pm (a); write hours as HH");
    }
    if (DAY_OF_YEAR.matcher(letters).matches()) {
      throw new IllegalArgumentException(
          "format \""
              + pattern
              + "\" has a month and a day of the year (DD); write the day of the month as dd");
    }
  }

  /** Returns the formatter for a part of a pattern, which messages show as a whole. */
  private static DateTimeFormatter formatter(String part, String pattern) {
    try {
      return new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern(part)
          // yyyy is a year of an era, which strict parsing rejects without the era.
          .parseDefaulting(ChronoField.ERA, 1)
          .toFormatter(Locale.ENGLISH)
          // Lenient parsing would read the 31st of February as the 28th.
          .withResolverStyle(ResolverStyle.STRICT);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "format \""
              + pattern
              + "\" is not a pattern such as dd.MM.yyyy or yyyy-MM-dd HH:mm:ss, or epoch-seconds or"
              + " epoch-millis: "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public @Nullable Object parse(Object cell) {
    Object date = date(cell);
    return type == ColumnType.DATETIME && date instanceof LocalDate day
        ? day.atStartOfDay(zone == null ? ZoneOffset.UTC : zone).toInstant()
        : date;
  }

  private @Nullable Object date(Object cell) {
    if (cell instanceof LocalDate || cell instanceof Instant) {
      return cell;
    }
    if (epoch != null) {
      return cell instanceof LocalDateTime local ? inZone(local) : count(cell, epoch);
    }
    Object read = cell instanceof String text ? read(text) : cell;
    return read instanceof LocalDateTime local
        ? inZone(local)
        : read instanceof ZonedDateTime zoned
            ? zoned.toInstant()
            : read instanceof LocalDate ? read : null;
  }

  private static @Nullable Instant count(Object cell, int digits) {
    String text = Blanks.strip(cell instanceof BigDecimal d ? d.toPlainString() : cell.toString());
    if (!COUNT.matcher(text).matches() || (digits > 0 && areSeconds(text))) {
      return null;
    }
    long millis = new BigDecimal(text).movePointRight(3 - digits).longValue();
    Instant time = Instant.ofEpochMilli(millis);
    // Milliseconds instead of seconds are thousands of years later.
    return Math.abs(time.atOffset(ZoneOffset.UTC).getYear()) > LAST_YEAR ? null : time;
  }

  /** Returns whether a number is more likely one of seconds than of milliseconds. */
  private static boolean areSeconds(String number) {
    return RECENT_SECONDS.matcher(number).matches();
  }

  private @Nullable Instant inZone(LocalDateTime local) {
    return zone == null ? null : local.atZone(zone).toInstant();
  }

  private @Nullable TemporalAccessor read(String cell) {
    String text = Blanks.strip(cell);
    if (format != null) {
      return read(text, formatters);
    }
    TemporalAccessor frequent = frequent(text);
    return frequent != null ? frequent : read(SPACED.matcher(text).replaceFirst("$1T"), formatters);
  }

  /**
   * Returns the date or time of a text in one of the forms that most programs write; null for other
   * forms. The formatter takes a third of the time of a run in which no row has changed.
   */
  private static @Nullable TemporalAccessor frequent(String text) {
    if (text.length() != DAY && text.length() != TIME && text.length() != TIME + 1) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char form = FORM.charAt(i);
      if (form == '0' ? c < '0' || c > '9' : c != form && !(i == DAY && c == ' ')) {
        return null;
      }
    }
    try {
      LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, DAY));
      if (text.length() == DAY) {
        return day;
      }
      LocalDateTime time =
          day.atTime(number(text, 11, 13), number(text, 14, 16), number(text, 17, TIME));
      return text.length() == TIME ? time : time.atZone(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      // The formatter rejects it too.
      return null;
    }
  }

  private static int number(String text, int from, int end) {
    return Integer.parseInt(text, from, end, 10);
  }

  private static @Nullable TemporalAccessor read(String text, List<DateTimeFormatter> formatters) {
    for (DateTimeFormatter formatter : formatters) {
      try {
        return formatter.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      } catch (DateTimeException e) {
        // The next one may fit.
      }
    }
    return null;
  }

  @Override
  public String problem(Object cell) {
    if (cell instanceof LocalDateTime
        || (epoch == null && cell instanceof String text && read(text) instanceof LocalDateTime)) {
      return "has no time zone; give one with --zone, such as --zone UTC";
    }
    String text = Blanks.strip(cell.toString());
    if (format != null) {
      return "is not a "
          + type.label()
          + " in the format "
          + format
          + (epoch != null && epoch > 0 && areSeconds(text)
              ? "; seconds since 1970 have the format epoch-seconds"
              : "");
    }
    String unit =
        areSeconds(text)
            ? "; for seconds since 1970, give its column the \"format\" \"epoch-seconds\""
            : RECENT_MILLIS.matcher(text).matches()
                ? "; for milliseconds since 1970, give its column the \"format\" \"epoch-millis\""
                : "";
    return "is not " + type.description() + unit + (unit.isEmpty() ? "" : " in a mapping file");
  }
}
