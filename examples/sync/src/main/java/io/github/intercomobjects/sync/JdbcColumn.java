package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column of a query's result, which reads its cells. */
final class JdbcColumn {
  private final int index;
  private final String name;
  private final Kind kind;

  private JdbcColumn(int index, String name, Kind kind) {
    this.index = index;
    this.name = name;
    this.kind = kind;
  }

  private enum Kind {
    BOOLEAN(ColumnType.BOOLEAN),
    WHOLE(ColumnType.NUMBER),
    DECIMAL(ColumnType.DECIMAL),
    DAY(ColumnType.DATE),
    LOCAL_TIME(ColumnType.DATETIME),
    INSTANT(ColumnType.DATETIME),
    /** Padded with spaces by the database. */
    PADDED(ColumnType.TEXT),
    TEXT(ColumnType.TEXT),
    BINARY(ColumnType.TEXT);

    private final ColumnType type;

    Kind(ColumnType type) {
      this.type = type;
    }
  }

  static List<JdbcColumn> of(ResultSetMetaData result) throws SQLException {
    List<JdbcColumn> columns = new ArrayList<>();
    for (int i = 1; i <= result.getColumnCount(); i++) {
      columns.add(new JdbcColumn(i, result.getColumnLabel(i), kind(result, i)));
    }
    return columns;
  }

  private static Kind kind(ResultSetMetaData result, int i) throws SQLException {
    return switch (result.getColumnType(i)) {
      case Types.BIT, Types.BOOLEAN -> Kind.BOOLEAN;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Kind.WHOLE;
      case Types.NUMERIC, Types.DECIMAL ->
          // Without a precision the scale means nothing, because each value has its own.
          result.getPrecision(i) > 0 && result.getScale(i) == 0 ? Kind.WHOLE : Kind.DECIMAL;
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> Kind.DECIMAL;
      case Types.DATE -> Kind.DAY;
      case Types.TIMESTAMP -> isZoned(result.getColumnTypeName(i)) ? Kind.INSTANT : Kind.LOCAL_TIME;
      case Types.TIMESTAMP_WITH_TIMEZONE -> Kind.INSTANT;
      case Types.CHAR, Types.NCHAR -> Kind.PADDED;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BINARY;
      default -> Kind.TEXT;
    };
  }

  /** Returns whether times have a zone. PostgreSQL and others report TIMESTAMP for both kinds. */
  private static boolean isZoned(@Nullable String typeName) {
    String lower = typeName == null ? "" : typeName.toLowerCase(Locale.ROOT);
    return lower.equals("timestamptz")
        || (lower.contains("time zone") && !lower.contains("without"));
  }

  String name() {
    return name;
  }

  /** Returns the type of the cells as the database returns them. */
  ColumnType type() {
    return kind.type;
  }

  boolean isBinary() {
    return kind == Kind.BINARY;
  }

  /** Returns the cell of the current row of {@code result}, in a type of {@link RawRow}. */
  @Nullable Object read(ResultSet result) throws SQLException {
    return switch (kind) {
      case BOOLEAN -> truth(result);
      case WHOLE, DECIMAL -> number(result.getObject(index));
      case DAY -> {
        LocalDate day = result.getObject(index, LocalDate.class);
        yield isEndless(day, LocalDate.MIN, LocalDate.MAX) ? result.getString(index) : day;
      }
      case LOCAL_TIME -> {
        LocalDateTime time = result.getObject(index, LocalDateTime.class);
        yield isEndless(time, LocalDateTime.MIN, LocalDateTime.MAX)
            ? result.getString(index)
            : time;
      }
      case INSTANT -> {
        OffsetDateTime time = result.getObject(index, OffsetDateTime.class);
        yield isEndless(time, OffsetDateTime.MIN, OffsetDateTime.MAX)
            ? result.getString(index)
            : time == null ? null : time.toInstant();
      }
      case PADDED -> {
        String text = result.getString(index);
        yield text == null ? null : text.stripTrailing();
      }
      case TEXT, BINARY -> result.getString(index);
    };
  }

  /** Returns whether a time is PostgreSQL's infinity, which cannot be sent. */
  private static <T> boolean isEndless(@Nullable T time, T first, T last) {
    return first.equals(time) || last.equals(time);
  }

  private @Nullable Object truth(ResultSet result) throws SQLException {
    Object value = result.getObject(index);
    if (value == null || value instanceof Boolean) {
      return value;
    }
    // Databases without booleans return 0 and 1, and PostgreSQL returns bit strings as this type.
    return value instanceof Number ? number(value) : result.getString(index);
  }

  private @Nullable Object number(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof BigInteger number) {
      return ColumnFormat.isTooLong(number) ? number.toString() : number;
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return BigInteger.valueOf(((Number) value).longValue());
    }
    try {
      BigDecimal decimal =
          value instanceof BigDecimal number ? number : new BigDecimal(value.toString());
      if (ColumnFormat.isTooLong(decimal)) {
        // A text makes its row invalid. Without an exponent it could have gigabytes.
        return decimal.toString();
      }
      return kind == Kind.WHOLE && decimal.stripTrailingZeros().scale() <= 0
          ? decimal.toBigInteger()
          : decimal;
    } catch (NumberFormatException e) {
      // A text such as NaN makes its row invalid.
      return value.toString();
    }
  }
}
