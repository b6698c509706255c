package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a column of numbers. A text is a number if its format writes the number in exactly
 * this way, with or without all separators of groups: {@link DecimalFormat} reads {@code 1.00} as
 * 100 if the point separates groups. Immutable.
 */
final class NumberCells implements ColumnFormat.Cells {
  /** Allows no exponents: 1e999999999 is a short cell, but a number of gigabytes. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]*\\.?[0-9]+");

  private static final Pattern PLUS = Pattern.compile("\\+[0-9]");

  /** A number that is another one if the point separates groups. */
  private static final Pattern GROUP = Pattern.compile("[+-]?[1-9][0-9]{0,2}\\.[0-9]{3}");

  /** A number whose point can only separate groups, or whose comma may separate decimals. */
  private static final Pattern COMMA =
      Pattern.compile("[+-]?([0-9.]*,[0-9]+|[0-9]{1,3}(\\.[0-9]{3}){2,})");

  /**
   * The number of characters that a number may have. Java needs minutes for one of two million
   * digits, and Intercom keeps about fifteen.
   */
  private static final int MAX_LENGTH = 1_000;

  /** The separators of groups that are written for each other. */
  private static final List<Pattern> SEPARATORS =
      List.of(Pattern.compile("\\p{Zs}"), Pattern.compile("['\u2019]"));

  /** The locales that a message may suggest; most others write numbers as one of them. */
  private static final List<String> SUGGESTED = List.of("en-US", "de-DE", "fr-FR", "de-CH");

  private final ColumnType type;

  /** The format as it was given; null for 1234.50. */
  private final @Nullable String format;

  private final @Nullable DecimalFormat parser;

  private NumberCells(ColumnType type, @Nullable String format, @Nullable DecimalFormat parser) {
    this.type = type;
    this.format = format;
    this.parser = parser;
  }

  /**
   * Returns the cells of a column.
   *
   * @param format a locale, or a pattern of {@link DecimalFormat}; null for the one of all columns
   * @param ofAll the format of all columns, whose locale a pattern has; null for none
   * @throws IllegalArgumentException if the format is neither
   */
  static NumberCells of(ColumnType type, @Nullable String format, @Nullable String ofAll) {
    String given = format == null ? ofAll : format;
    if (given == null) {
      return new NumberCells(type, null, null);
    }
    boolean isPattern = isPattern(given);
    String tag = !isPattern ? given : ofAll == null || isPattern(ofAll) ? "en" : ofAll;
    Locale locale = Locale.forLanguageTag(tag.replace('_', '-'));
    if (!Arrays.asList(NumberFormat.getAvailableLocales()).contains(locale)
        || locale.equals(Locale.ROOT)) {
      throw invalid(tag, null);
    }
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
    symbols.setZeroDigit('0');
    symbols.setMinusSign('-');
    try {
      DecimalFormat parser =
          isPattern
              ? new DecimalFormat(given)
              : (DecimalFormat) NumberFormat.getNumberInstance(locale);
      parser.setDecimalFormatSymbols(symbols);
      parser.setParseBigDecimal(true);
      return new NumberCells(type, given, parser);
    } catch (IllegalArgumentException e) {
      throw invalid(given, e);
    }
  }

  private static boolean isPattern(String format) {
    return format.indexOf('0') >= 0 || format.indexOf('#') >= 0;
  }

  private static IllegalArgumentException invalid(String format, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "format \""
            + format
            + "\" is not one of numbers; give a locale such as de-DE, or a pattern such as #,##0.00"
            + (cause == null ? "" : ": " + cause.getMessage()),
        cause);
  }

  @Override
  public @Nullable Object parse(Object cell) {
    BigDecimal number =
        isTooLong(cell)
            ? null
            : cell instanceof BigDecimal decimal
                ? decimal
                : cell instanceof BigInteger whole ? new BigDecimal(whole) : read(cell.toString());
    if (number == null || type == ColumnType.DECIMAL) {
      return number;
    }
    // A NUMERIC(10,2) of a database returns 3 as 3.00.
    return number.stripTrailingZeros().scale() > 0 || (cell instanceof String && isDoubtful(cell))
        ? null
        : number.toBigInteger();
  }

  private @Nullable BigDecimal read(String cell) {
    String text = Blanks.strip(cell).replace('\u2212', '-');
    if (parser != null) {
      return read(text, (DecimalFormat) parser.clone());
    }
    return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  private static @Nullable BigDecimal read(String cell, DecimalFormat parser) {
    DecimalFormatSymbols symbols = parser.getDecimalFormatSymbols();
    boolean hasPlus = PLUS.matcher(cell).lookingAt() && parser.getPositivePrefix().isEmpty();
    String text = withSeparator(hasPlus ? cell.substring(1) : cell, symbols);
    ParsePosition position = new ParsePosition(0);
    // A text such as NaN is a Double.
    if (!(parser.parse(text, position) instanceof BigDecimal number)
        || position.getIndex() < text.length()
        || isTooLong(number)) {
      return null;
    }
    int point = text.indexOf(symbols.getDecimalSeparator());
    int digits = digits(text, 0, point < 0 ? text.length() : point);
    int decimals = point < 0 ? 0 : digits(text, point, text.length());
    // As many of both as the text has, so that the format writes it again.
    parser.setMaximumIntegerDigits(Integer.MAX_VALUE);
    parser.setMinimumIntegerDigits(digits);
    parser.setMaximumFractionDigits(decimals);
    parser.setMinimumFractionDigits(decimals);
    // The format writes no sign before a zero.
    String written = number.signum() == 0 && text.startsWith("-") ? text.substring(1) : text;
    boolean same = parser.format(number).equals(written);
    parser.setGroupingUsed(false);
    return same || parser.format(number).equals(written) ? number : null;
  }

  private static int digits(String text, int from, int to) {
    return (int) text.substring(from, to).chars().filter(c -> c >= '0' && c <= '9').count();
  }

  /** Returns a text with the separator of a locale for others that people type or export. */
  private static String withSeparator(String text, DecimalFormatSymbols symbols) {
    String group = String.valueOf(symbols.getGroupingSeparator());
    for (Pattern similar : SEPARATORS) {
      if (similar.matcher(group).matches()) {
        return similar.matcher(text).replaceAll(group);
      }
    }
    return text;
  }

  /** Returns whether a cell shows that the point may separate groups in its column. */
  boolean hasComma(Object cell) {
    return parser == null
        && cell instanceof String text
        && COMMA.matcher(Blanks.strip(text)).matches();
  }

  /** Returns whether a cell is another number if the point separates groups in its column. */
  boolean isDoubtful(Object cell) {
    return parser == null
        && cell instanceof String text
        && GROUP.matcher(Blanks.strip(text)).matches();
  }

  @Override
  public String problem(Object cell) {
    if (isTooLong(cell)) {
      return String.format(
          Locale.ROOT, "is longer than a number can be, %,d characters", MAX_LENGTH);
    }
    String what = "is not " + type.description();
    if (parser != null) {
      return what.replaceFirst(" such as.*", "") + " in the format " + format;
    }
    String text = String.valueOf(cell);
    String locales = suggested(text);
    return isDoubtful(cell)
        ? doubt(text)
        : locales.isEmpty() ? what : what + "; give the locale of numbers with " + locales;
  }

  /** Returns why a cell may be another number. */
  String doubt(String cell) {
    return "is another number if the point separates groups; give the locale of numbers with "
        + suggested(cell);
  }

  /** Returns the options with which a text is a number, one for each number that it may mean. */
  private String suggested(String text) {
    Map<Object, String> options = new LinkedHashMap<>();
    for (String locale : SUGGESTED) {
      Object number = of(type, locale, null).parse(text);
      if (number != null) {
        options.putIfAbsent(number, "--numbers " + locale);
      }
    }
    return String.join(" or ", options.values());
  }

  private static boolean isTooLong(Object cell) {
    return cell instanceof String text
        ? Blanks.strip(text).length() > MAX_LENGTH
        : cell instanceof BigDecimal decimal
            ? isTooLong(decimal)
            : cell instanceof BigInteger number && isTooLong(number);
  }

  /** Returns whether a number has too many digits without an exponent. */
  static boolean isTooLong(BigDecimal number) {
    return (long) number.precision() + Math.abs((long) number.scale()) > MAX_LENGTH;
  }

  /** Returns whether a number has too many digits. */
  static boolean isTooLong(BigInteger number) {
    return number.bitLength() > MAX_LENGTH * Math.log(10) / Math.log(2);
  }
}
