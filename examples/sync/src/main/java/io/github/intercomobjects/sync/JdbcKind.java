package io.github.intercomobjects.sync;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
  /** Bytes, which attributes cannot hold. */
  BINARY(ColumnType.TEXT),
  /** A row or a result within a cell, which attributes cannot hold. */
  STRUCTURE(ColumnType.TEXT);

  private static final int ORACLE_TIMESTAMP_WITH_TIME_ZONE = -101;
  private static final int ORACLE_TIMESTAMP_WITH_LOCAL_TIME_ZONE = -102;
  private static final int ORACLE_BINARY_FLOAT = 100;
  private static final int ORACLE_BINARY_DOUBLE = 101;
  private static final int ORACLE_BFILE = -13;
  private static final int SQL_SERVER_DATETIMEOFFSET = -155;
  private static final int SQL_SERVER_GEOMETRY = -157;
  private static final int SQL_SERVER_GEOGRAPHY = -158;

  private final ColumnType type;

  JdbcKind(ColumnType type) {
    this.type = type;
  }

  /** Returns the type of the cells as the database returns them. */
  ColumnType type() {
    return type;
  }

  /** Returns the kind of a column, which begins with 1. */
  static JdbcKind of(ResultSetMetaData result, int i) throws SQLException {
    String name = lower(result.getColumnTypeName(i));
    return switch (result.getColumnType(i)) {
      // Several bits are a mask.
      case Types.BIT -> name.equals("bit") && result.getPrecision(i) > 1 ? TEXT : BOOLEAN;
      case Types.BOOLEAN -> BOOLEAN;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> WHOLE;
      case Types.NUMERIC, Types.DECIMAL ->
          // Without a precision the scale means nothing, because each value has its own.
          result.getPrecision(i) > 0 && result.getScale(i) == 0 ? WHOLE : DECIMAL;
      case Types.DOUBLE -> name.equals("money") ? MONEY : DECIMAL;
      case Types.REAL, Types.FLOAT, ORACLE_BINARY_FLOAT, ORACLE_BINARY_DOUBLE -> DECIMAL;
      case Types.DATE -> name.equals("year") ? YEAR : DAY;
      case Types.TIMESTAMP -> isZoned(name) ? INSTANT : LOCAL_TIME;
      case Types.TIMESTAMP_WITH_TIMEZONE,
          ORACLE_TIMESTAMP_WITH_TIME_ZONE,
          ORACLE_TIMESTAMP_WITH_LOCAL_TIME_ZONE,
          SQL_SERVER_DATETIMEOFFSET ->
          INSTANT;
      case Types.CHAR, Types.NCHAR -> PADDED;
      case Types.BINARY,
          Types.VARBINARY,
          Types.LONGVARBINARY,
          Types.BLOB,
          ORACLE_BFILE,
          SQL_SERVER_GEOMETRY,
          SQL_SERVER_GEOGRAPHY ->
          BINARY;
      case Types.STRUCT, Types.REF, Types.REF_CURSOR -> STRUCTURE;
      default -> TEXT;
    };
  }

  /** Returns whether times have a zone. PostgreSQL and others report TIMESTAMP for both kinds. */
  private static boolean isZoned(String typeName) {
    return typeName.equals("timestamptz")
        || (typeName.contains("time zone") && !typeName.contains("without"));
  }

  /**
   * Returns the kind of a column of SQLite by its declared type, whatever its cells hold. The
   * driver reports the type of the first cell.
   */
  static JdbcKind ofSqlite(ResultSetMetaData result, int i) throws SQLException {
    String name = lower(result.getColumnTypeName(i));
    if (name.contains("bool")) {
      return BOOLEAN;
    }
    if (name.startsWith("datetime") || name.startsWith("timestamp")) {
      return LOCAL_TIME;
    }
    if (name.startsWith("date")) {
      return DAY;
    }
    // The rules of SQLite itself, in its order.
    if (name.contains("int")) {
      return WHOLE;
    }
    if (name.contains("char") || name.contains("clob") || name.contains("text")) {
      return TEXT;
    }
    if (name.contains("blob")) {
      return BINARY;
    }
    return name.startsWith("time") ? TEXT : DECIMAL;
  }

  private static String lower(@Nullable String name) {
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
