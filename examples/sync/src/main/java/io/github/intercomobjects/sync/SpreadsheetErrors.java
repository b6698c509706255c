package io.github.intercomobjects.sync;

import java.util.Set;
import java.util.regex.Pattern;

/** The texts that spreadsheets show, and export, instead of a value that they cannot compute. */
final class SpreadsheetErrors {
  /** Excel's in English, German, French and Spanish, which LibreOffice shares. */
  private static final Set<String> ERRORS =
      Set.of(
          "#N/A",
          "#NV",
          "#REF!",
          "#BEZUG!",
          "#NAME?",
          "#NOM?",
          "#VALUE!",
          "#WERT!",
          "#VALEUR!",
          "#DIV/0!",
          "#NUM!",
          "#ZAHL!",
          "#NOMBRE!",
          "#NULL!",
          "#NUL!",
          "#SPILL!",
          "#CALC!",
          "#GETTING_DATA",
          "#BLOCKED!",
          "#CONNECT!",
          "#FIELD!",
          "#UNKNOWN!",
          "#\u00dcBERLAUF!",
          "#KALK!",
          "#\u00bfNOMBRE?",
          "#\u00a1VALOR!",
          "#\u00a1REF!",
          "#\u00a1DIV/0!",
          "#\u00a1NUM!",
          "#\u00a1NULO!");

  /** A number or date that does not fit its column. */
  private static final Pattern TOO_NARROW = Pattern.compile("#{5,}");

  private SpreadsheetErrors() {}

  static boolean isError(String text) {
    if (text.indexOf('#') < 0) {
      return false;
    }
    String trimmed = text.strip();
    return ERRORS.contains(trimmed) || TOO_NARROW.matcher(trimmed).matches();
  }
}
