package io.github.intercomobjects.sync;

import java.util.regex.Pattern;

/**
 * Cells that a spreadsheet would take for formulas. An apostrophe before them prevents that, and is
 * removed when the cell is read again. The conversion can be undone for every text.
 */
final class SpreadsheetCells {
  /** The characters before which an apostrophe is put; the wide forms are used in East Asia. */
  private static final String FORMULA =
      "(?s)[\\s\\u00a0\\ufeff]*[=+@\\uff1d\\uff0b\\uff0d\\uff20-].*|[\\t\\r\\n].*";

  private static final Pattern FOR_FORMULA = Pattern.compile("(?s)'*(" + FORMULA + ")");
  private static final Pattern GUARDED = Pattern.compile("(?s)'+(" + FORMULA + ")");

  private SpreadsheetCells() {}

  /** Returns the text of a cell that no spreadsheet evaluates. */
  static String guarded(String cell) {
    return FOR_FORMULA.matcher(cell).matches() ? "'" + cell : cell;
  }

  /** Returns the text that {@link #guarded} was given. */
  static String unguarded(String cell) {
    return GUARDED.matcher(cell).matches() ? cell.substring(1) : cell;
  }

  /** Returns whether a cell must be quoted, because some spreadsheets split it. */
  static boolean needsQuotes(String cell) {
    return cell.indexOf(',') >= 0 || cell.indexOf(';') >= 0 || cell.indexOf('\t') >= 0;
  }
}
