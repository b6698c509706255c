package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of a query's result, which reads its cells.
 *
 * <p>A cell counts for more than the type of its column: a MySQL column of a boolean type can hold
 * a 3, and a SQLite column of any type can hold anything.
 *
 * @param index begins with 1
 * @param typeName the name of the type in the database
 * @param url the URL of the database
 * @param isUntyped whether the kind is that of the first cell, because the column has no type
 * @param format the format of the attribute or time; null if there is none, as for a key
 */
record JdbcColumn(
    int index,
    String name,
    JdbcKind kind,
    String typeName,
    String url,
    boolean isUntyped,
    @Nullable ColumnFormat format) {
  /** PostgreSQL's infinities, which cannot be sent. */
  private static final Set<Object> ENDLESS =
      Set.of(
          LocalDate.MIN,
          LocalDate.MAX,
          LocalDateTime.MIN,
          LocalDateTime.MAX,
          OffsetDateTime.MIN,
          OffsetDateTime.MAX);

  /** A dot and two digits cannot be thousands. */
  private static final Pattern MONEY = Pattern.compile("-?\\$?[0-9]{1,3}(,?[0-9]{3})*\\.[0-9]{2}");

  private static final Set<BigInteger> BITS = Set.of(BigInteger.ZERO, BigInteger.ONE);

  /**
   * Returns the columns of a result. Until {@link #in} is called, their cells are read by their
   * types.
   *
   * @param url the URL of the database
   */
  static List<JdbcColumn> of(ResultSetMetaData result, String url) throws SQLException {
    List<JdbcColumn> columns = new ArrayList<>();
    for (int i = 1; i <= result.getColumnCount(); i++) {
      JdbcKind kind = JdbcKind.of(result, i, url);
      String typeName = String.valueOf(result.getColumnTypeName(i));
      ColumnFormat format = ColumnFormat.of(kind.type(), null, CellSettings.NONE);
      boolean isUntyped = JdbcKind.isSqlite(url) && JdbcKind.isUntyped(result, i);
      columns.add(
          new JdbcColumn(i, result.getColumnLabel(i), kind, typeName, url, isUntyped, format));
    }
    return columns;
  }

  /** Returns this column as one whose cells are read for a format; null for those of keys. */
  JdbcColumn in(@Nullable ColumnFormat read) {
    return new JdbcColumn(index, name, kind, typeName, url, isUntyped, read);
  }

  /** Returns whether attributes cannot hold the cells. */
  boolean isUnreadable() {
    return kind == JdbcKind.BINARY || kind == JdbcKind.STRUCTURE;
  }

  /** Returns whether all times of the column lack a zone, and one is needed to send them. */
  boolean isLocalTime() {
    return kind == JdbcKind.LOCAL_TIME && !JdbcKind.isSqlite(url) && isTime();
  }

  /** Returns whether a cell is a time that needs a zone to be sent. */
  boolean isLocalTime(@Nullable Object cell) {
    return cell instanceof LocalDateTime && isTime();
  }

  private boolean isReadAs(ColumnType one, ColumnType other) {
    return format != null && (format.type() == one || format.type() == other);
  }

  /** Returns whether the column is read as a number because its first cell is one. */
  private boolean isNumber() {
    return (kind == JdbcKind.WHOLE || kind == JdbcKind.DECIMAL)
        && isReadAs(ColumnType.NUMBER, ColumnType.DECIMAL);
  }

  private boolean isTime() {
    return isReadAs(ColumnType.DATE, ColumnType.DATETIME);
  }

  /**
   * Returns the cell of the current row of {@code result}, in a type of {@link RawRow}.
   *
   * @throws SQLException if the driver cannot return the cell, or the connection failed
   */
  @Nullable Object read(ResultSet result) throws SQLException {
    if (JdbcKind.isSqlite(url)) {
      return ofValue(result.getObject(index));
    }
    return switch (kind) {
      case BOOLEAN -> truth(result);
      case WHOLE, DECIMAL -> number(result.getObject(index));
      case YEAR -> {
        BigInteger year = BigInteger.valueOf(result.getLong(index));
        yield result.wasNull() ? null : year;
      }
      case DAY -> time(result, LocalDate.class);
      case LOCAL_TIME -> time(result, LocalDateTime.class);
      case INSTANT -> time(result, OffsetDateTime.class);
      case MONEY, PADDED, TEXT, ANY, BINARY, STRUCTURE -> ofText(result.getString(index));
    };
  }

  /**
   * Returns the text of a cell that {@link #read} cannot return; null if it has none.
   *
   * @throws SQLException if the driver cannot return that either
   */
  @Nullable Object readText(ResultSet result) throws SQLException {
    return ofText(result.getString(index));
  }

  private @Nullable Object time(ResultSet result, Class<?> type) throws SQLException {
    Object time = result.getObject(index, type);
    // MariaDB's driver returns null for zero dates.
    if (time == null ? url.startsWith("jdbc:mariadb:") : ENDLESS.contains(time)) {
      return ofText(result.getString(index));
    }
    return time instanceof OffsetDateTime zoned ? zoned.toInstant() : time;
  }

  private @Nullable Object ofText(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (kind) {
      case PADDED -> text.stripTrailing();
      case MONEY -> {
        BigDecimal amount = money(text);
        yield amount == null ? text : amount;
      }
      case DAY, LOCAL_TIME, INSTANT -> {
        Object time = JdbcTimes.of(text);
        yield time == null ? text : time;
      }
      default -> text;
    };
  }

  /** Returns an amount; null if its text could have another meaning in another locale. */
  static @Nullable BigDecimal money(String text) {
    return MONEY.matcher(text).matches() ? new BigDecimal(text.replaceAll("[$,]", "")) : null;
  }

  private @Nullable Object ofValue(@Nullable Object value) {
    if (value instanceof byte[]) {
      return new UnreadableCell("it is binary");
    }
    if (isUntyped && value instanceof String && isNumber()) {
      // It may be an identifier such as 01234, which is no number.
      return new UnreadableCell("it is a text, but the first cell of the column is a number");
    }
    Object cell = value instanceof Number ? number(value) : value;
    if (cell == null || format == null || !isTime()) {
      return cell;
    }
    // The format of the mapping takes precedence.
    Object time = format.parse(cell) == null ? JdbcTimes.of(cell) : null;
    return time == null ? cell : time;
  }

  private @Nullable Object truth(ResultSet result) throws SQLException {
    Object value = result.getObject(index);
    if (value instanceof Boolean && !typeName.equals("bool")) {
      // MySQL's driver returns true for any number in a TINYINT(1).
      BigInteger number = BigInteger.valueOf(result.getLong(index));
      return isReadAs(ColumnType.NUMBER, ColumnType.DECIMAL) || !BITS.contains(number)
          ? number
          : value;
    }
    // Databases without booleans return 0 and 1, and PostgreSQL returns bit strings as this type.
    return value == null || value instanceof Boolean
        ? value
        : value instanceof Number ? number(value) : result.getString(index);
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
      return kind == JdbcKind.WHOLE && decimal.stripTrailingZeros().scale() <= 0
          ? decimal.toBigInteger()
          : decimal;
    } catch (NumberFormatException e) {
      // A text such as NaN makes its row invalid.
      return value.toString();
    }
  }
}
