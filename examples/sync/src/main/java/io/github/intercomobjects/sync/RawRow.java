package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as its source has it.
 *
 * @param cells in the order of the header: text from a file, where there may be more or fewer than
 *     the header has; from a database text, a {@code BigInteger}, a {@code BigDecimal}, a {@code
 *     Boolean}, a {@code LocalDate}, a {@code LocalDateTime}, an {@code Instant}, or null
 */
record RawRow(Place place, List<@Nullable Object> cells) {

  /** The text that stands for a cell in a CSV file; empty for null. */
  String text(int index) {
    Object cell = cells.get(index);
    if (cell == null) {
      return "";
    }
    // Without exponents, which no column of numbers accepts.
    return cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString();
  }

  /** The cells as they stand in a CSV file. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      texts.add(text(i));
    }
    return texts;
  }
}
