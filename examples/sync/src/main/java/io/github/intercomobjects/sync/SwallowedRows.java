package io.github.intercomobjects.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The search for rows of known objects within cells of several lines. A stray quote turns all rows
 * up to the next one into such a cell, and their objects would look deleted.
 */
final class SwallowedRows {
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

  private final char separator;
  private final String quote;
  private final int key;
  private final SyncState state;
  private final Scratch scratch;

  /**
   * Creates a search.
   *
   * @param key the index of the column with the keys
   */
  SwallowedRows(RowSource source, int key, SyncState state, Scratch scratch) {
    this.separator = source.separator();
    this.quote = String.valueOf(source.quote());
    this.key = key;
    this.state = state;
    this.scratch = scratch;
  }

  /** Records the lines within the cells of a row that look like rows of known objects. */
  void find(RawRow row) {
    if (row.location().unit() != Location.Unit.LINE) {
      return;
    }
    long number = row.location().number();
    for (String cell : row.texts()) {
      if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
        String[] lines = LINE_BREAK.split(cell, -1);
        for (int i = 1; i < lines.length; i++) {
          find(lines[i], ++number);
        }
      }
    }
  }

  private void find(String line, long number) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    while (cells.size() <= key) {
      int end = line.indexOf(separator, from);
      cells.add(line.substring(from, end < 0 ? line.length() : end).replace(quote, ""));
      if (end < 0) {
        break;
      }
      from = end + 1;
    }
    add(cells.get(0), number);
    if (cells.size() > key) {
      add(cells.get(key), number);
    }
  }

  private void add(String cell, long number) {
    if (!cell.isEmpty() && state.find(cell) != null) {
      scratch.addLine(cell, number);
    }
  }
}
