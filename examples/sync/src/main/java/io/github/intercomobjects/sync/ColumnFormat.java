package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The format of a column's cells: their type, and how their texts are read. Immutable. */
final class ColumnFormat {
  private final ColumnType type;
  private final Cells cells;
  private final CellSettings settings;

  private ColumnFormat(ColumnType type, Cells cells, CellSettings settings) {
    this.type = type;
    this.cells = cells;
    this.settings = settings;
  }

  /** The cells of one type. */
  interface Cells {
    /** Returns the value of a cell that is not empty; null if the cell is invalid. */
    @Nullable Object parse(Object cell);

    /** Returns why a cell is invalid, as the end of a sentence. */
    String problem(Object cell);
  }

  /**
   * Returns the format of a column.
   *
   * @param format of times, numbers or booleans; null for the one of {@code settings}
   * @throws IllegalArgumentException if the format is invalid, or does not fit type and settings
   */
  static ColumnFormat of(ColumnType type, @Nullable String format, CellSettings settings) {
    Cells cells =
        switch (type) {
          case TEXT, LIST, ANY -> {
            if (format != null) {
              throw new IllegalArgumentException(
                  "format \""
                      + format
                      + "\" is for columns of dates, times, numbers or booleans, but this one is "
                      + type.label()
                      + "; remove it");
            }
            yield type == ColumnType.ANY ? new AnyCells() : new TextCells(type);
          }
          case DECIMAL, NUMBER -> NumberCells.of(type, format, settings.numbers());
          case BOOLEAN -> TruthCells.of(format == null ? settings.booleans() : format);
          case DATE, DATETIME -> TimeCells.of(type, format, settings.zone());
        };
    return new ColumnFormat(type, cells, settings);
  }

  ColumnType type() {
    return type;
  }

  /** Returns whether a cell is empty, which clears its attribute. */
  boolean isEmpty(@Nullable Object original) {
    Object cell = plain(original);
    if (cell instanceof String text) {
      return (type == ColumnType.TEXT ? text.isEmpty() : Blanks.isBlank(text))
          || settings.isNull(text);
    }
    return cell == null;
  }

  /** Returns the value of a cell that is not empty; null if the cell is invalid. */
  @Nullable Object parse(Object cell) {
    return cells.parse(cell instanceof ExactText ? cell.toString() : cell);
  }

  /** Returns the cell as a string if it is an exact text, which only columns of texts keep. */
  private @Nullable Object plain(@Nullable Object cell) {
    return cell instanceof ExactText && type != ColumnType.TEXT ? cell.toString() : cell;
  }

  /** Returns why a cell is invalid, as the end of a sentence. */
  String problem(Object cell) {
    String problem = cells.problem(cell);
    return plain(cell) instanceof String text && KeyDamage.isMissing(text)
        ? "is not "
            + type.description()
            + "; if it means an empty cell, give --null '"
            + Blanks.strip(text)
            + "'"
        : problem;
  }

  /** Returns whether a cell shows that a point may separate groups in numbers of its column. */
  boolean hasComma(Object cell) {
    return cells instanceof NumberCells numbers && numbers.hasComma(cell);
  }

  /** Returns why a number may be another one, if its column has such commas; null otherwise. */
  @Nullable String doubt(Object cell) {
    return cells instanceof NumberCells numbers && numbers.isDoubtful(cell)
        ? numbers.doubt(cell.toString())
        : null;
  }

  /** Returns whether a number has too many digits without an exponent. */
  static boolean isTooLong(BigDecimal number) {
    return NumberCells.isTooLong(number);
  }

  /** Returns whether a number has too many digits. */
  static boolean isTooLong(BigInteger number) {
    return NumberCells.isTooLong(number);
  }

  /** The cells of a column of a database without a type, which keep their own ones. */
  private record AnyCells() implements Cells {
    @Override
    public Object parse(Object cell) {
      return cell instanceof BigDecimal decimal && decimal.scale() <= 0
          ? decimal.toBigInteger()
          : cell;
    }

    @Override
    public String problem(Object cell) {
      return "is not " + ColumnType.ANY.description();
    }
  }

  /** The cells of a column of texts. */
  private record TextCells(ColumnType type) implements Cells {
    @Override
    public Object parse(Object cell) {
      String text = cell instanceof BigDecimal d ? d.toPlainString() : cell.toString();
      return type == ColumnType.LIST ? Blanks.strip(text) : text;
    }

    @Override
    public String problem(Object cell) {
      return "is not " + type.description();
    }
  }
}
