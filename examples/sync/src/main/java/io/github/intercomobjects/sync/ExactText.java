package io.github.intercomobjects.sync;

import java.util.regex.Pattern;

/**
 * A text of an export that is what Intercom has, though it looks like a missing value, like damage
 * by a spreadsheet, or has blanks around it. An apostrophe shows that in the file: a spreadsheet
 * adds none to a text that it damages. Each text comes back as it was.
 */
record ExactText(String text) {
  private static final Pattern APOSTROPHES = Pattern.compile("^'+");

  /** Returns the cell for a text. */
  static String guarded(String text) {
    return isDoubtful(text) ? "'" + text : SpreadsheetCells.guarded(text);
  }

  /** Returns the text of a cell that {@link #guarded} returned, as a string if it is plain. */
  static Object unguarded(String cell) {
    return cell.startsWith("'") && isDoubtful(cell)
        ? new ExactText(cell.substring(1))
        : SpreadsheetCells.unguarded(cell);
  }

  private static boolean isDoubtful(String text) {
    String rest = APOSTROPHES.matcher(text).replaceFirst("");
    return KeyDamage.of(rest) != null || !Blanks.strip(rest).equals(rest);
  }

  @Override
  public String toString() {
    return text;
  }
}
