package io.github.intercomobjects.sync;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The kinds of columns of a query's result, by what their drivers report. */
enum JdbcKind {
  BOOLEAN(ColumnType.BOOLEAN),
  WHOLE(ColumnType.NUMBER),
  DECIMAL(ColumnType.DECIMAL),
  /** MySQL's, whose drivers return the first of January. */
  YEAR(ColumnType.NUMBER),
  /** PostgreSQL's, whose cells are texts in the format of the database. */
  MONEY(ColumnType.DECIMAL),
  DAY(ColumnType.DATE),
  LOCAL_TIME(ColumnType.DATETIME),
  INSTANT(ColumnType.DATETIME),
  /** Padded with spaces by the database. */
  PADDED(ColumnType.TEXT),
  TEXT(ColumnType.TEXT),
  /** SQLite's without a type and a first value. */
  ANY(ColumnType.ANY),
  /** Bytes, which attributes cannot hold. */
  BINARY(ColumnType.TEXT),
  /** A row or a result within a cell, which attributes cannot hold. */
  STRUCTURE(ColumnType.TEXT);

  /** The affinities of SQLite, by parts of the names of types, after the types of times. */
  private static final Map<Pattern, JdbcKind> OF_SQLITE = new LinkedHashMap<>();

  static {
    OF_SQLITE.put(Pattern.compile(".*bool.*"), BOOLEAN);
    OF_SQLITE.put(Pattern.compile("(datetime|timestamp).*"), LOCAL_TIME);
    OF_SQLITE.put(Pattern.compile("date.*"), DAY);
    OF_SQLITE.put(Pattern.compile(".*int.*"), WHOLE);
    OF_SQLITE.put(Pattern.compile(".*(char|clob|text).*|time.*"), TEXT);
    OF_SQLITE.put(Pattern.compile(".*blob.*"), BINARY);
    OF_SQLITE.put(Pattern.compile("(?!enum).*(dec|num|real|floa|doub).*"), DECIMAL);
    // SQLite makes these numbers if it can, but their names mean texts, such as STRING and JSON.
    OF_SQLITE.put(Pattern.compile(".*"), TEXT);
  }

  private final ColumnType type;

  JdbcKind(ColumnType type) {
    this.type = type;
  }

  /** Returns the type of the cells as the database returns them. */
  ColumnType type() {
    return type;
  }

  static boolean isSqlite(String url) {
    return url.startsWith("jdbc:sqlite:");
  }

  /** Returns the kind of the i-th column of a result, of which the first is 1. */
  static JdbcKind of(ResultSetMetaData result, int i, String url) throws SQLException {
    String name = String.valueOf(result.getColumnTypeName(i)).toLowerCase(Locale.ROOT);
    if (isSqlite(url)) {
      if (isUntyped(result, i)) {
        // The driver reports the type of the first cell, and NUMERIC for null.
        return switch (name) {
          case "text" -> TEXT;
          case "blob" -> BINARY;
          case "integer" -> WHOLE;
          case "float" -> DECIMAL;
          default -> ANY;
        };
      }
      return OF_SQLITE.entrySet().stream()
          .filter(each -> each.getKey().matcher(name).matches())
          .map(Map.Entry::getValue)
          .findFirst()
          .orElseThrow();
    }
    return switch (result.getColumnType(i)) {
      // Several bits are a mask.
      case Types.BIT -> name.equals("bit") && result.getPrecision(i) > 1 ? TEXT : BOOLEAN;
      case Types.BOOLEAN -> BOOLEAN;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> WHOLE;
      case Types.NUMERIC, Types.DECIMAL ->
          // Without a precision the scale means nothing, because each value has its own.
          result.getPrecision(i) > 0 && result.getScale(i) == 0 ? WHOLE : DECIMAL;
      case Types.DOUBLE -> name.equals("money") ? MONEY : DECIMAL;
      // Oracle's BINARY_FLOAT and BINARY_DOUBLE.
      case Types.REAL, Types.FLOAT, 100, 101 -> DECIMAL;
      case Types.DATE -> name.equals("year") ? YEAR : DAY;
      case Types.TIMESTAMP -> isZoned(name) ? INSTANT : LOCAL_TIME;
      // Oracle's TIMESTAMP WITH (LOCAL) TIME ZONE, and SQL Server's datetimeoffset.
      case Types.TIMESTAMP_WITH_TIMEZONE, -101, -102, -155 -> INSTANT;
      case Types.CHAR, Types.NCHAR -> PADDED;
      // Oracle's BFILE, and SQL Server's geometry and geography.
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, -13, -157, -158 ->
          BINARY;
      case Types.STRUCT, Types.REF, Types.REF_CURSOR -> STRUCTURE;
      default -> TEXT;
    };
  }

  /** Returns whether a column of SQLite is an expression, which has no type. */
  static boolean isUntyped(ResultSetMetaData result, int i) throws SQLException {
    String table = result.getTableName(i);
    return table == null || table.isEmpty();
  }

  /** Returns whether times have a zone. PostgreSQL and others report TIMESTAMP for both kinds. */
  private static boolean isZoned(String typeName) {
    return typeName.equals("timestamptz")
        || (typeName.contains("time zone") && !typeName.contains("without"));
  }
}
