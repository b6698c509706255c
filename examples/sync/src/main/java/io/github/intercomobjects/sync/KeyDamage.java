package io.github.intercomobjects.sync;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The texts in a file that no object has as its key. */
final class KeyDamage {
  /** What exports of databases, spreadsheets and scripts write for a missing value. */
  private static final Set<String> MISSING =
      Set.of("null", "\\n", "(null)", "<null>", "n/a", "none", "nan", "nil", "undefined", "-", "?");

  static final String UNDECODED =
      "has characters that were lost before this file was written; export it again";

  private KeyDamage() {}

  /** Returns why a text cannot be a key; null if it can. */
  static @Nullable String of(String key) {
    if (key.indexOf('\n') >= 0 || key.indexOf('\r') >= 0) {
      return "has a line break; correct the quotes around it";
    }
    if (key.chars().anyMatch(Character::isISOControl)) {
      return "has control characters; correct it, or export the file again";
    }
    if (isUndecoded(key)) {
      return UNDECODED;
    }
    if (isMissing(key)) {
      return "is a missing value; every row needs a key";
    }
    if (SpreadsheetKeys.isShortened(key)) {
      return SpreadsheetKeys.SHORTENED;
    }
    return SpreadsheetErrors.isError(key)
        ? "is an error of a spreadsheet; format the column as text, and enter the key again"
        : null;
  }

  /** Returns whether a text has the character that replaces those that cannot be decoded. */
  static boolean isUndecoded(String text) {
    return text.indexOf('\uFFFD') >= 0;
  }

  /** Returns whether an export writes this text for a value that it does not have. */
  static boolean isMissing(String text) {
    return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
  }
}
