package io.github.intercomobjects.sync;

import java.util.Locale;

/** What the cells of a column hold. */
enum ColumnType {
  TEXT("text"),
  /** One option of a list attribute, by its label. */
  LIST("text"),
  DECIMAL("a decimal number such as 12.50"),
  NUMBER("a whole number such as 3"),
  BOOLEAN("true or false"),
  /** A day, or a time with its offset. */
  DATE("a date such as 2026-01-31, or a time with its offset such as 2026-01-31T09:30:00Z"),
  /** A time; a day is its beginning. */
  DATETIME("a time such as 2026-01-31T09:30:00Z");

  private final String inWords;

  ColumnType(String inWords) {
    this.inWords = inWords;
  }

  String inWords() {
    return inWords;
  }

  /** The name by which a mapping file and the options have it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
