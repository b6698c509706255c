package io.github.intercomobjects.sync;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * A text in which escaped quotes, separators and escape characters are replaced by characters that
 * Unicode reserves for such uses, so that a parser without escapes leaves them within their cells.
 */
final class EscapeReader extends FilterReader {
  private static final char FIRST = '\uFDD0';
  private static final int NONE = -2;

  private final String escaped;

  /** The character after an escape character that means itself. */
  private int pending = NONE;

  /**
   * @param format has an escape character
   */
  EscapeReader(Reader in, CsvFormat format) {
    super(in);
    this.escaped = escaped(format);
  }

  private static String escaped(CsvFormat format) {
    return "" + format.escape() + format.quote() + format.separator();
  }

  /** Returns a cell with the characters that were escaped. */
  static String unescaped(String cell, CsvFormat format) {
    String text = cell;
    for (int i = 0; i < escaped(format).length(); i++) {
      text = text.replace((char) (FIRST + i), escaped(format).charAt(i));
    }
    return text;
  }

  @Override
  public int read() throws IOException {
    int c = pending == NONE ? in.read() : pending;
    boolean isEscape = pending == NONE && c == escaped.charAt(0);
    pending = isEscape ? in.read() : NONE;
    int index = isEscape && pending >= 0 ? escaped.indexOf(pending) : -1;
    if (index >= 0) {
      pending = NONE;
      return FIRST + index;
    }
    return c;
  }

  @Override
  public int read(char[] target, int from, int length) throws IOException {
    int count = 0;
    for (int c; count < length && (c = read()) >= 0; count++) {
      target[from + count] = (char) c;
    }
    return count == 0 && length > 0 ? -1 : count;
  }
}
