package io.github.intercomobjects.sync;

/** Blanks around texts, of which exports leave more kinds than {@link String#strip} removes. */
final class Blanks {
  private Blanks() {}

  /**
   * Returns whether a character is a space, a tab, or invisible, such as a no-break space. Line
   * breaks and other control characters are not: they are a sign of damage.
   */
  static boolean isBlank(char c) {
    return c == '\t'
        || Character.getType(c) == Character.SPACE_SEPARATOR
        || Character.getType(c) == Character.FORMAT;
  }

  /** Returns a text without the blanks around it. */
  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Returns whether a text has nothing but blanks and line breaks. */
  static boolean isBlank(String text) {
    return strip(text).isBlank();
  }

  /** Returns whether a text has blanks around it, or some that look like an ordinary space. */
  static boolean areHidden(String text) {
    return !text.equals(strip(text)) || text.chars().anyMatch(c -> c != ' ' && isBlank((char) c));
  }
}
