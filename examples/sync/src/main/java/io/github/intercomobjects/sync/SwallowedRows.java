package io.github.intercomobjects.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The search for other rows within cells of several lines. A stray quote turns all rows up to the
 * next one into such a cell: their objects would look deleted, and their values would be stored in
 * another object.
 *
 * <p>A line is suspected if it completes a row there, and has the key of a known object; or that of
 * a new one, if all lines of the cell complete rows and the key looks like that of the row itself.
 * It counts only if no row has this key, which is known after the first pass.
 */
final class SwallowedRows {
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");
  private static final Pattern LETTER = Pattern.compile("\\p{L}");

  /** Lines of fewer cells, such as those of an address, complete a row by chance. */
  private static final int MIN_WIDTH_OF_NEW = 4;

  private final char separator;
  private final String quote;
  private final Columns columns;
  private final Predicate<String> known;
  private final Scratch scratch;

  /**
   * Creates a search.
   *
   * @param known returns whether an object with a key is known
   */
  SwallowedRows(RowSource source, Columns columns, Predicate<String> known, Scratch scratch) {
    this.separator = source.separator();
    this.quote = String.valueOf(source.quote());
    this.columns = columns;
    this.known = known;
    this.scratch = scratch;
  }

  /** Records the lines within the cells of a row that look like other rows. */
  void find(RawRow row) {
    if (row.location().unit() != Location.Unit.LINE) {
      return;
    }
    long number = row.location().number();
    List<String> cells = row.texts();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
        String[] lines = LINE_BREAK.split(cell, -1);
        for (int j = 1; j < lines.length; j++) {
          findKnown(lines[j], number + j);
        }
        findComplete(row, completed(cells, i, lines), number);
        number += lines.length - 1;
      }
    }
  }

  private void findKnown(String line, long number) {
    List<String> cells = cellsOf(line);
    addKnown(cells.get(0), number);
    if (cells.size() > columns.keyIndex()) {
      addKnown(cells.get(columns.keyIndex()), number);
    }
  }

  private void addKnown(String cell, long number) {
    String key = columns.key(cell);
    if (!key.isEmpty() && known.test(key)) {
      scratch.addLine(key, number);
    }
  }

  private List<String> cellsOf(String line) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    int end;
    do {
      end = line.indexOf(separator, from);
      cells.add(line.substring(from, end < 0 ? line.length() : end).replace(quote, ""));
      from = end + 1;
    } while (end >= 0);
    return cells;
  }

  /** Returns the rows that the lines of a cell are if the quotes around it are stray ones. */
  private List<List<String>> completed(List<String> cells, int index, String[] lines) {
    List<List<String>> rows = new ArrayList<>();
    for (int j = 0; j < lines.length; j++) {
      List<String> row = new ArrayList<>(j == 0 ? cells.subList(0, index) : List.of());
      row.addAll(cellsOf(lines[j]));
      row.addAll(j == lines.length - 1 ? cells.subList(index + 1, cells.size()) : List.of());
      rows.add(row);
    }
    return rows;
  }

  private void findComplete(RawRow row, List<List<String>> completed, long number) {
    int width = columns.header().size();
    String own = columns.keyIn(row);
    boolean allComplete =
        width >= MIN_WIDTH_OF_NEW && completed.stream().allMatch(each -> each.size() == width);
    for (int j = 0; j < completed.size(); j++) {
      List<String> each = completed.get(j);
      String key = each.size() == width ? columns.key(each.get(columns.keyIndex())) : "";
      if (!key.isBlank()
          && !key.equals(own)
          && (known.test(key) || (allComplete && own != null && form(own).equals(form(key))))) {
        scratch.addSuspect(key, new Scratch.Suspect(row.location().number(), number + j));
      }
    }
  }

  private static String form(String key) {
    return LETTER.matcher(DIGIT.matcher(key).replaceAll("0")).replaceAll("a");
  }

  /**
   * Returns why a row must not be stored, according to the first pass; null if it may be.
   *
   * @param number the line in which the row begins
   */
  @Nullable Reason reason(long number) {
    Scratch.Swallowed swallowed = scratch.swallowedBy(number);
    return swallowed == null
        ? null
        : Reason.of(
            "line "
                + swallowed.line()
                + " is within a cell of this row, but looks like the row of \""
                + Printable.cell(swallowed.key())
                + "\"; correct the quotes before it, or remove the line from the cell");
  }
}
