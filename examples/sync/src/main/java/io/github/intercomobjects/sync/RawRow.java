package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as read from its source.
 *
 * @param cells in the order of the header. Cells of a file are strings, and there may be more or
 *     fewer than the header has. Cells of a database are a string, a {@code BigInteger}, a {@code
 *     BigDecimal}, a {@code Boolean}, a {@code LocalDate}, a {@code LocalDateTime}, an {@code
 *     Instant}, or null
 */
record RawRow(Location location, List<@Nullable Object> cells) {

  /** Returns the text of a cell in a CSV file; empty for null. */
  String text(int index) {
    Object cell = cells.get(index);
    if (cell == null) {
      return "";
    }
    // Columns of numbers accept no exponents.
    return cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString();
  }

  /** Returns the text of all cells in a CSV file. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      texts.add(text(i));
    }
    return texts;
  }
}
