package io.github.intercomobjects.sync;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts of others, such as keys, names and messages, without the characters that control a
 * terminal. These become visible escapes such as {@code \u001b}.
 */
final class Printable {
  /** The number of characters of a cell that are shown. */
  private static final int MAX_CELL = 200;

  private static final Pattern HIDDEN = Pattern.compile("[\\p{Zs}\\p{Cf}&&[^ ]]");

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Printable() {}

  /** Returns the text in one line. */
  static String line(String text) {
    return escaped(text, false);
  }

  /** Returns the text with its line breaks. All lines but the first are indented. */
  static String lines(String text) {
    return escaped(text, true).replaceAll("\n(?! {2})", "\n  ");
  }

  /** Returns the beginning of a cell in one line. */
  static String cell(String text) {
    StringBuilder shown = new StringBuilder();
    int end = 0;
    for (int count = 0; end < text.length() && count < MAX_CELL; ) {
      int c = text.codePointAt(end);
      String escaped = line(Character.toString(c));
      // An escape has up to twelve characters.
      count += isControl(c) ? escaped.length() : 1;
      shown.append(escaped);
      end += Character.charCount(c);
    }
    return end == text.length()
        ? shown.toString()
        : shown + "… (" + counted(text.codePointCount(0, text.length()), "character") + ")";
  }

  /** Returns a key in one line; in quotes and with escapes if it has blanks that are not seen. */
  static String key(String text) {
    return Blanks.areHidden(text)
        ? "\""
            + HIDDEN.matcher(cell(text)).replaceAll(c -> "\\" + escape(c.group().charAt(0)))
            + "\""
        : cell(text);
  }

  private static String escaped(String text, boolean keepBreaks) {
    if (text.codePoints().noneMatch(Printable::isControl)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (!isControl(c) || (keepBreaks && c == '\n')) {
                escaped.appendCodePoint(c);
              } else {
                escaped.append(escape(c));
              }
            });
    return escaped.toString();
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          // As code and JSON have them.
          Character.toString(c)
              .chars()
              .mapToObj(unit -> String.format(Locale.ROOT, "\\u%04x", unit))
              .collect(Collectors.joining());
    };
  }

  /** Returns whether a character moves the cursor, colours, reorders or hides text. */
  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // The joiners are part of words and emoji.
      case Character.FORMAT -> c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }

  /** Returns a number with a noun, such as {@code 1,200 rows}. */
  static String counted(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Returns a count such as {@code 1,200}. Lines, and values of options, have no commas. */
  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns a duration such as {@code 9.9 s}, {@code 1 min 12 s} or {@code 2 h 5 min}. */
  static String time(Duration time) {
    long tenths = Math.round(time.toMillis() / 100.0);
    long seconds = tenths / 10;
    return tenths < 600
        ? String.format(Locale.ROOT, "%.1f s", tenths / 10.0)
        : seconds < 3600
            ? seconds / 60 + " min " + seconds % 60 + " s"
            : number(seconds / 3600) + " h " + seconds % 3600 / 60 + " min";
  }
}
