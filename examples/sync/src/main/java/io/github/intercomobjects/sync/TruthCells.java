package io.github.intercomobjects.sync;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a column of booleans.
 *
 * @param format the texts for true and those for false, such as {@code yes,y/no,n}
 */
record TruthCells(String format) implements ColumnFormat.Cells {
  private static final String DEFAULT = "true/false";

  TruthCells {
    if (!format.matches("[^/]+/[^/]+")
        || texts(format, 0).stream().anyMatch(texts(format, 1)::contains)) {
      throw new IllegalArgumentException(
          "format \""
              + format
              + "\" is not one of booleans; give the text for true, a slash and another text for"
              + " false, such as yes/no or 1,t/0,f");
    }
  }

  /** Returns the cells for a format; null for true and false. */
  static TruthCells of(@Nullable String format) {
    return new TruthCells(format == null ? DEFAULT : format);
  }

  private static List<String> texts(String format, int part) {
    return Arrays.stream(format.split("/", -1)[part].split(",", -1)).map(TruthCells::form).toList();
  }

  private static String form(String text) {
    return Blanks.strip(text).toLowerCase(Locale.ROOT);
  }

  @Override
  public @Nullable Object parse(Object cell) {
    String text = form(cell.toString());
    if (texts(format, 0).contains(text)) {
      return true;
    }
    if (texts(format, 1).contains(text)) {
      return false;
    }
    // Some databases have no booleans, but 0 and 1.
    return cell instanceof Boolean
        ? cell
        : cell.equals(BigInteger.ONE)
            ? Boolean.TRUE
            : cell.equals(BigInteger.ZERO) ? Boolean.FALSE : null;
  }

  @Override
  public String problem(Object cell) {
    return format.equals(DEFAULT)
        ? "is not true or false; give both texts with --booleans, such as --booleans yes/no"
        : "is not one of the texts " + format + " for true and false; add it with --booleans";
  }
}
