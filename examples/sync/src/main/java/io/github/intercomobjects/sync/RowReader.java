package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The conversion of raw rows to rows. Not thread-safe. */
final class RowReader {
  /** The character that invalid UTF-8 is decoded to. */
  private static final char REPLACEMENT = '\uFFFD';

  private final Columns columns;
  private final Scratch seen;

  /**
   * Creates a reader.
   *
   * @param seen records the keys of the rows
   */
  RowReader(Columns columns, Scratch seen) {
    this.columns = columns;
    this.seen = seen;
  }

  Row read(RawRow raw) throws BadRowException {
    String key = columns.keyIn(raw);
    requireAllCells(raw, key);
    ContactKey contact = columns.contactIn(raw);
    if (key == null) {
      throw new BadRowException(
          columns.keyName() + " is empty; every row needs a key", null, contact);
    }
    // The first complete row with a key wins, whether or not it is stored.
    long first = seen.putIfAbsent(key, raw.location().number());
    if (first != 0) {
      throw new BadRowException(
          columns.keyName()
              + " \""
              + Printable.cell(key)
              + "\" is also in "
              + new Location(raw.location().unit(), first)
              + "; use each key in one "
              + raw.location().unit().displayName()
              + " only",
          key,
          contact);
    }
    if (raw.location().unit() == Location.Unit.LINE) {
      requireUtf8(raw, key, contact);
    }
    return new Row(
        raw,
        key,
        time(raw, columns.createdAt(), key, contact),
        time(raw, columns.updatedAt(), key, contact),
        contact,
        attributes(raw, key, contact));
  }

  private void requireAllCells(RawRow raw, @Nullable String key) throws BadRowException {
    int expected = columns.header().size();
    int found = raw.cells().size();
    if (found != expected) {
      // It is not known which cell is missing or extra, so the contact is not known either.
      throw new BadRowException(
          "it has "
              + found
              + " cells where the first line has "
              + expected
              + (found > expected
                  ? "; put quotes around cells that contain a separator"
                  : "; check whether the line was cut off"),
          key,
          null);
    }
  }

  private void requireUtf8(RawRow raw, String key, @Nullable ContactKey contact)
      throws BadRowException {
    for (int i = 0; i < raw.cells().size(); i++) {
      if (raw.text(i).indexOf(REPLACEMENT) >= 0) {
        throw new BadRowException(
            columns.header().get(i)
                + " \""
                + Printable.cell(raw.text(i))
                + "\" has bytes that are not UTF-8; save the file as UTF-8",
            key,
            contact);
      }
    }
  }

  private @Nullable Instant time(
      RawRow raw, Columns.@Nullable Times times, String key, @Nullable ContactKey contact)
      throws BadRowException {
    return times == null ? null : (Instant) value(raw, times.index(), times.format(), key, contact);
  }

  private Attributes attributes(RawRow raw, String key, @Nullable ContactKey contact)
      throws BadRowException {
    Attributes.Builder attributes = Attributes.builder();
    for (Columns.Attribute attribute : columns.attributes()) {
      Object value = value(raw, attribute.index(), attribute.format(), key, contact);
      if (value == null) {
        attributes.clear(attribute.name());
      } else {
        attributes.set(attribute.name(), value);
      }
    }
    return attributes.build();
  }

  /** Returns the value of a cell; null if it is empty. */
  private @Nullable Object value(
      RawRow raw, int index, ColumnFormat format, String key, @Nullable ContactKey contact)
      throws BadRowException {
    Object cell = raw.cells().get(index);
    if (cell == null || format.isEmpty(cell)) {
      return null;
    }
    Object value = format.parse(cell);
    if (value == null) {
      throw new BadRowException(
          columns.header().get(index)
              + " \""
              + Printable.cell(raw.text(index))
              + "\" "
              + format.problem(cell),
          key,
          contact);
    }
    return value;
  }
}
