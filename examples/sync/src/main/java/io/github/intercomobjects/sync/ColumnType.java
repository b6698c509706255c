package io.github.intercomobjects.sync;

import java.util.Locale;

/** The type of a column's cells. */
enum ColumnType {
  TEXT("text"),
  /** A text or a number, whatever the cell is. Only databases have such columns. */
  ANY("a text or a number"),
  /** The label of one option of a list attribute. */
  LIST("text"),
  DECIMAL("a decimal number such as 12.50"),
  NUMBER("a whole number such as 3"),
  BOOLEAN("true or false"),
  /** A date, or a time with an offset. */
  DATE("a date such as 2026-01-31, or a time with an offset such as 2026-01-31T09:30:00Z"),
  /** A time; a date means the start of its day. */
  DATETIME("a time such as 2026-01-31T09:30:00Z");

  private final String description;

  ColumnType(String description) {
    this.description = description;
  }

  /** Returns a description for messages, such as "a whole number such as 3". */
  String description() {
    return description;
  }

  /** Returns the name of this type in mapping files and options. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
