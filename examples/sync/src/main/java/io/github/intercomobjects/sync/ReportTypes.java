package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The types of a database's columns in a report of its rows, which is text. They are in the name of
 * an additional column, such as {@code intercom_sync_types total:decimal paid_on:date}, so that
 * they survive that rows are deleted or sorted and columns are moved.
 */
final class ReportTypes {
  static final String PREFIX = "intercom_sync_types";
  private static final Pattern PART = Pattern.compile("[^ ]+");

  private ReportTypes() {}

  /** Returns whether a column has the types. */
  static boolean isName(String column) {
    return column.equals(PREFIX) || column.startsWith(PREFIX + " ");
  }

  /** Returns the name of the column with the types; null if all are text. */
  static @Nullable String name(List<String> header, List<ColumnType> types) {
    StringBuilder name = new StringBuilder(PREFIX);
    for (int i = 0; i < header.size(); i++) {
      if (types.get(i) != ColumnType.TEXT) {
        name.append(' ')
            .append(URLEncoder.encode(header.get(i), StandardCharsets.UTF_8))
            .append(':')
            .append(types.get(i).label());
      }
    }
    return name.length() == PREFIX.length() ? null : name.toString();
  }

  /**
   * Returns the types by the names of their columns.
   *
   * @throws CannotRunException if the name was changed to one that cannot be read
   */
  static Map<String, ColumnType> types(String name) throws CannotRunException {
    Map<String, ColumnType> types = new HashMap<>();
    for (Matcher parts = PART.matcher(name.substring(PREFIX.length())); parts.find(); ) {
      String part = parts.group();
      int colon = part.lastIndexOf(':');
      try {
        types.put(
            URLDecoder.decode(part.substring(0, Math.max(0, colon)), StandardCharsets.UTF_8),
            ColumnType.valueOf(part.substring(colon + 1).toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new CannotRunException(
            "the column \""
                + Printable.cell(name)
                + "\" of the report cannot be read at \""
                + Printable.cell(part)
                + "\"; restore its name, or delete it and give the types with options",
            e);
      }
    }
    return types;
  }

  /** Returns the cell that a database returned; a text if it cannot be one of that type. */
  static Object cell(String text, ColumnType type) {
    Object cell =
        switch (type) {
          case TEXT, LIST -> text;
          case ANY -> numberOf(text);
          case DECIMAL -> parse(text, ColumnType.DECIMAL);
          case NUMBER -> {
            Object number = parse(text, ColumnType.NUMBER);
            yield number == null ? parse(text, ColumnType.DECIMAL) : number;
          }
          case BOOLEAN -> {
            Object truth = parse(text, ColumnType.BOOLEAN);
            // Some databases return 0 and 1.
            yield truth == null ? parse(text, ColumnType.NUMBER) : truth;
          }
          case DATE, DATETIME -> {
            Object time = parse(text, ColumnType.DATE);
            yield time == null ? localTime(text) : time;
          }
        };
    return cell == null ? text : cell;
  }

  /** Returns the number that is written as this text; null if there is none, as for 007. */
  private static @Nullable Object numberOf(String text) {
    Object number = parse(text, ColumnType.DECIMAL);
    return number instanceof BigDecimal decimal && decimal.toPlainString().equals(text)
        ? decimal
        : null;
  }

  private static @Nullable Object parse(String text, ColumnType type) {
    return ColumnFormat.of(type, null, CellSettings.NONE).parse(text);
  }

  private static @Nullable Object localTime(String text) {
    try {
      return LocalDateTime.parse(text.strip());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
