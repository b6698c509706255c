package io.github.intercomobjects.sync;

import java.util.regex.Pattern;

/**
 * Texts of others, such as messages of drivers that repeat a statement, without the values of
 * parameters whose names are those of secrets.
 */
final class SecretText {
  private static final String NAMES =
      "(?:(?<!by)(?:"
          + String.join("|", JdbcUrl.PASSWORDS)
          + "|"
          + String.join("|", JdbcUrl.SECRETS).replace("key", "[_-]?key")
          + ")|\\bpw)[0-9]*";

  /** A value in quotes. Within a text of SQL, its quotes are doubled. */
  private static final String QUOTED =
      "''(?!')[^']+''|'(?:[^']|'')*'?|\\\\'[^']*'?|\"(?:[^\"]|\"\")*\"?|\\{[^}]*}?";

  /** A value without quotes. Three dots stand for one in the advice of this program. */
  private static final String PLAIN = "(?!\\.\\.\\.)(?:[^\\s;&,)\"']|[,)](?=\\w)|''(?=\\w))+";

  private static final Pattern PARAMETER =
      Pattern.compile(
          "([\\w.%+-]*"
              + NAMES
              + "\\\\?[\"'`\\]]?(?:\\s+for\\s+\\S+)?\\s*(?:=>?|:=|:(?=\\s*\\\\?[\"']))\\s*)(?:"
              + QUOTED
              + "|"
              + PLAIN
              + ")",
          Pattern.CASE_INSENSITIVE);

  /** A password in SQL, such as PASSWORD 's3cret' and IDENTIFIED BY s3cret. */
  private static final Pattern CLAUSE =
      Pattern.compile(
          "(\\bidentified\\s+(?:with\\s+\\S+\\s+)?(?:by|as)\\s+(?:(?:password|values)\\s+)?)(?:"
              + QUOTED
              + "|"
              + PLAIN
              + ")|("
              + NAMES
              + "\\s*\\(?\\s*[EN]?)(?='[^'])(?:"
              + QUOTED
              + ")",
          Pattern.CASE_INSENSITIVE);

  private SecretText() {}

  /** Returns the text with asterisks instead of the values. */
  static String masked(String text) {
    String masked = PARAMETER.matcher(text).replaceAll("$1***");
    return CLAUSE
        .matcher(masked)
        .replaceAll(found -> (found.group(1) != null ? "$1" : "$2") + "***");
  }
}
