package io.github.intercomobjects.sync;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the cells of a column hold. */
enum ColumnType {
  /** Also the options of a list attribute, by their labels. */
  TEXT("text"),
  DECIMAL("a decimal number such as 12.50"),
  INTEGER("a whole number such as 3"),
  BOOLEAN("true or false"),
  DATE("a date such as 2026-01-31, or a time with its offset such as 2026-01-31T09:30:00Z");

  /** Without exponents, and so without numbers that take more memory than their cell. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]*\\.?[0-9]+");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");

  private final String inWords;

  ColumnType(String inWords) {
    this.inWords = inWords;
  }

  String inWords() {
    return inWords;
  }

  /** The value that a cell which is not empty stands for; null if it stands for none. */
  @Nullable Object parse(String cell) {
    String stripped = cell.strip();
    return switch (this) {
      case TEXT -> cell;
      case DECIMAL -> NUMBER.matcher(stripped).matches() ? new BigDecimal(stripped) : null;
      case INTEGER -> WHOLE_NUMBER.matcher(stripped).matches() ? new BigInteger(stripped) : null;
      case BOOLEAN ->
          stripped.equalsIgnoreCase("true")
              ? Boolean.TRUE
              : stripped.equalsIgnoreCase("false") ? Boolean.FALSE : null;
      case DATE -> date(stripped);
    };
  }

  private static @Nullable Object date(String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text)
          : (Object) OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
