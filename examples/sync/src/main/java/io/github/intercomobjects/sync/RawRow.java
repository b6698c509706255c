package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as read from its source.
 *
 * @param cells in the order of the header. Cells of a file are strings, or {@link ExactText} in an
 *     export, and there may be more or fewer than the header has. Cells of a database are a string,
 *     a {@code BigInteger}, a {@code BigDecimal}, a {@code Boolean}, a {@code LocalDate}, a {@code
 *     LocalDateTime}, an {@code Instant}, an {@link UnreadableCell}, or null
 */
record RawRow(Location location, List<@Nullable Object> cells) {

  /** Returns the text of a cell in a CSV file; empty for null or an unreadable cell. */
  String text(int index) {
    Object cell = cells.get(index);
    if (cell == null || cell instanceof UnreadableCell) {
      return "";
    }
    // Columns of numbers accept no exponents.
    return cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString();
  }

  /** Returns the text of all cells in a CSV file, in which unreadable cells are marked. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      texts.add(cells.get(i) instanceof UnreadableCell ? UnreadableCell.IN_REPORT : text(i));
    }
    return texts;
  }
}
