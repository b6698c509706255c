package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.intercomobjects.Attributes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes rows of records. Remembers every key it has seen. Not thread-safe. */
final class RowReader {
  /** What a byte that is not UTF-8 is decoded to. */
  private static final char REPLACEMENT = '\uFFFD';

  private final Columns columns;
  private final Map<String, Long> lineByKey = new HashMap<>();

  RowReader(Columns columns) {
    this.columns = columns;
  }

  Row read(CsvRecord record) throws BadRowException {
    String key = columns.keyIn(record);
    int expected = columns.header().size();
    if (record.getFieldCount() != expected) {
      // Which cell is which cannot be known, so neither can the contact.
      throw new BadRowException(
          "it has "
              + record.getFieldCount()
              + " cells where the first line has "
              + expected
              + (record.getFieldCount() > expected
                  ? "; is there a separator in a cell without quotes?"
                  : "; was the line cut?"),
          key,
          null);
    }
    String contact = columns.contactIn(record);
    if (key == null) {
      throw new BadRowException(
          columns.keyName() + " is empty; every row needs one", null, contact);
    }
    // The first whole line with a key has it, stored or not: which one was meant is not ours to
    // guess.
    Long taken = lineByKey.putIfAbsent(key, record.getStartingLineNumber());
    if (taken != null) {
      throw new BadRowException(
          columns.keyName()
              + " \""
              + key
              + "\" stands in line "
              + taken
              + " already; each may stand in one line only",
          key,
          contact);
    }
    for (int i = 0; i < expected; i++) {
      if (record.getField(i).indexOf(REPLACEMENT) >= 0) {
        throw new BadRowException(
            columns.header().get(i)
                + " \""
                + record.getField(i)
                + "\" has bytes that are not UTF-8; save the file as UTF-8",
            key,
            contact);
      }
    }
    return new Row(
        record.getStartingLineNumber(),
        key,
        createdAt(record, key, contact),
        contact,
        attributes(record, key, contact));
  }

  private @Nullable Instant createdAt(CsvRecord record, String key, @Nullable String contact)
      throws BadRowException {
    String cell = columns.createdAtIn(record);
    if (cell == null) {
      return null;
    }
    Object value = parse(ColumnType.DATE, columns.createdAtName(), cell, key, contact);
    return value instanceof LocalDate date
        ? date.atStartOfDay(ZoneOffset.UTC).toInstant()
        : (Instant) value;
  }

  private Attributes attributes(CsvRecord record, String key, @Nullable String contact)
      throws BadRowException {
    Attributes.Builder attributes = Attributes.builder();
    for (Columns.Attribute attribute : columns.attributes()) {
      String cell = record.getField(attribute.index());
      boolean empty = attribute.type() == ColumnType.TEXT ? cell.isEmpty() : cell.isBlank();
      if (empty) {
        attributes.clear(attribute.name());
      } else {
        attributes.set(
            attribute.name(), parse(attribute.type(), attribute.name(), cell, key, contact));
      }
    }
    return attributes.build();
  }

  private static Object parse(
      ColumnType type, String column, String cell, String key, @Nullable String contact)
      throws BadRowException {
    Object value = type.parse(cell);
    if (value == null) {
      throw new BadRowException(
          column + " \"" + cell + "\" is not " + type.inWords(), key, contact);
    }
    return value;
  }
}
