package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a spreadsheet takes for something else: {@code 1-1} becomes a date such as {@code
 * 01. Jan}, and a number keeps only 15 digits.
 */
final class SpreadsheetKeys {
  /** Why a key or a text is invalid that is such a number. */
  static final String SHORTENED =
      "is a number of which a spreadsheet kept the first digits only; format the column as text, and"
          + " enter it again";

  private static final Pattern EXPONENT = Pattern.compile("[+-]?[0-9]([.,][0-9]+E\\+?|E\\+)[0-9]+");
  private static final MathContext TRUNCATED = new MathContext(15, RoundingMode.DOWN);
  private static final MathContext ROUNDED = new MathContext(15, RoundingMode.HALF_UP);
  private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{16,}");
  private static final Pattern TIME = Pattern.compile("[ t][0-9]{1,2}:[0-9]{2}.*");
  private static final Pattern PART = Pattern.compile("[0-9]+|\\p{L}+");
  private static final Pattern PARTS =
      Pattern.compile("(?:[0-9]{1,4}|\\p{L}+)(?:[-/., ]{0,2}(?:[0-9]{1,4}|\\p{L}+)){1,2}\\.?");
  private static final int MONTHS_OF_A_YEAR = 12;
  private static final int CENTURY = 100;

  /** The numbers of months by their names in languages of spreadsheets. */
  private static final Map<String, Integer> MONTHS = months();

  private SpreadsheetKeys() {}

  /** The kinds of keys that may be a date. */
  private enum Kind {
    /** Such as 1-1, which was a key before a spreadsheet took it for a date. */
    NUMBERS,
    /** Such as Jan-01. */
    NAMED,
    /** Such as 2026-01-01. Two of them are never two forms of one key. */
    DATE;

    private boolean mayMean(Kind other) {
      return this != other || this == NAMED;
    }
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new HashMap<>(Map.of("mrz", 3, "sept", 9));
    for (String language : List.of("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv")) {
      for (Month month : Month.values()) {
        for (TextStyle style : TextStyle.values()) {
          String name = month.getDisplayName(style, Locale.forLanguageTag(language));
          // A letter such as J stands for several months.
          if (name.length() > 2) {
            months.putIfAbsent(name.toLowerCase(Locale.ROOT).replace(".", ""), month.getValue());
          }
        }
      }
    }
    return Map.copyOf(months);
  }

  /** Returns whether a text is a long number with an exponent, which lacks digits. */
  static boolean isShortened(String text) {
    return EXPONENT.matcher(Blanks.strip(text)).matches();
  }

  /**
   * Returns the forms of the key of a row, to be compared with {@link #sought}.
   *
   * @param form the key as {@link SimilarKeys#form} returns it
   */
  static List<String> offered(String form) {
    if (LONG_NUMBER.matcher(form).matches()) {
      return isRounded(form)
          ? List.of("rounded:" + form)
          : List.of("complete:" + round(form, TRUNCATED), "complete:" + round(form, ROUNDED));
    }
    Kind kind = kind(form);
    return kind == null ? List.of() : pairs(form).stream().map(pair -> kind + ":" + pair).toList();
  }

  /** Returns the forms of rows that may mean an object without a row. */
  static List<String> sought(String form) {
    if (LONG_NUMBER.matcher(form).matches()) {
      return isRounded(form)
          ? List.of("complete:" + form)
          : List.of("rounded:" + round(form, TRUNCATED), "rounded:" + round(form, ROUNDED));
    }
    Kind kind = kind(form);
    List<String> sought = new ArrayList<>();
    if (kind != null) {
      for (Kind other : Kind.values()) {
        if (kind.mayMean(other)) {
          pairs(form).forEach(pair -> sought.add(other + ":" + pair));
        }
      }
    }
    return sought;
  }

  private static boolean isRounded(String number) {
    return number.equals(round(number, TRUNCATED));
  }

  private static String round(String number, MathContext digits) {
    return new BigDecimal(number).round(digits).toBigInteger().toString();
  }

  private static @Nullable Kind kind(String form) {
    String text = TIME.matcher(form).replaceFirst("");
    if (!PARTS.matcher(text).matches()) {
      return null;
    }
    int parts = 0;
    int names = 0;
    int years = 0;
    for (Matcher part = PART.matcher(text); part.find(); ) {
      parts++;
      if (Character.isLetter(part.group().charAt(0))) {
        names++;
        if (!MONTHS.containsKey(part.group())) {
          return null;
        }
      } else {
        years += part.group().length() > 2 ? 1 : 0;
      }
    }
    if (names > 1 || years > 1 || (names == 1 && parts == 1)) {
      return null;
    }
    return parts == 3 && names + years > 0 ? Kind.DATE : names == 1 ? Kind.NAMED : Kind.NUMBERS;
  }

  /** Returns the pairs of numbers of which one may be the month, and the other a day or year. */
  private static List<String> pairs(String form) {
    List<Integer> numbers = new ArrayList<>();
    for (Matcher part = PART.matcher(TIME.matcher(form).replaceFirst("")); part.find(); ) {
      Integer month = MONTHS.get(part.group());
      numbers.add(month == null ? Integer.parseInt(part.group()) % CENTURY : month);
    }
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      for (int j = i + 1; j < numbers.size(); j++) {
        int low = Math.min(numbers.get(i), numbers.get(j));
        if (low <= MONTHS_OF_A_YEAR) {
          pairs.add(low + "-" + Math.max(numbers.get(i), numbers.get(j)));
        }
      }
    }
    return pairs;
  }
}
