package io.github.intercomobjects.sync;

import java.nio.charset.Charset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written.
 *
 * @param escape the character before quotes and separators within cells; null for none
 * @param encoding null for the default
 */
record CsvFormat(
    char separator, char quote, @Nullable Character escape, @Nullable Charset encoding) {
  static final CsvFormat DEFAULT = new CsvFormat(',', '"', null, null);

  /** Requires different characters. */
  void check() throws CannotRunException {
    Set<Character> all = new LinkedHashSet<>(List.of(separator, quote));
    if (escape != null) {
      all.add(escape);
    }
    if (all.size() < (escape == null ? 2 : 3) || all.contains('\n') || all.contains('\r')) {
      throw new CannotRunException(
          "a file cannot have the separator "
              + shown(separator)
              + " and the quote "
              + shown(quote)
              + (escape == null ? "" : " with the escape character " + shown(escape))
              + "; use different characters, which are not line breaks");
    }
  }

  CsvFormat separatedBy(char used) {
    return new CsvFormat(used, quote, escape, encoding);
  }

  /** Returns the format of a report of rows that were written in this format. */
  CsvFormat ofReport(char used) {
    return new CsvFormat(used, quote, null, encoding);
  }

  static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static String shown(char c) {
    return Character.isISOControl(c) ? String.format(Locale.ROOT, "U+%04X", (int) c) : "" + c;
  }
}
