package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * Returns a row.
   *
   * @throws BadRowException with all problems of the row
   */
  Row read(RawRow raw) throws BadRowException {
    String key = columns.keyIn(raw);
    requireAllCells(raw, key);
    ContactKey contact = columns.contactIn(raw);
    List<Reason> problems = new ArrayList<>();
    checkKey(raw, key, problems);
    checkUtf8(raw, problems);
    Instant createdAt = time(raw, columns.createdAt(), problems);
    Instant updatedAt = time(raw, columns.updatedAt(), problems);
    Attributes attributes = attributes(raw, problems);
    if (key == null || !problems.isEmpty()) {
      throw new BadRowException(problems, key, contact);
    }
    return new Row(raw, key, createdAt, updatedAt, contact, attributes);
  }

  private void requireAllCells(RawRow raw, @Nullable String key) throws BadRowException {
    int expected = columns.header().size();
    int found = raw.cells().size();
    if (found != expected) {
      // A row that was cut off before it was in a report has the same reason again.
      long own = columns.header().stream().filter(name -> !Columns.isOfReport(name)).count();
      // It is not known which cell is missing or extra, so nothing else is known either.
      Reason reason =
          Reason.of(
              "it has "
                  + found
                  + " cells where the first line has "
                  + (found < own ? own : expected)
                  + (found > expected
                      ? "; put quotes around cells that contain a separator"
                      : "; check whether the line was cut off"));
      throw new BadRowException(List.of(reason), key, null);
    }
  }

  private void checkKey(RawRow raw, @Nullable String key, List<Reason> problems) {
    if (key == null) {
      problems.add(Reason.of(columns.keyName() + " is empty; every row needs a key"));
      return;
    }
    if (raw.location().unit() == Location.Unit.LINE
        && (key.indexOf('\n') >= 0 || key.indexOf('\r') >= 0)) {
      problems.add(
          Reason.ofCell(columns.keyName(), key, "has a line break; correct the quotes around it"));
    }
    // The first complete row with a key wins, whether or not it is stored.
    long first = seen.putIfAbsent(key, raw.location().number());
    if (first != 0) {
      String unit = raw.location().unit().displayName();
      problems.add(
          new Reason(
              columns.keyName()
                  + " \""
                  + Printable.cell(key)
                  + "\" is also in "
                  + new Location(raw.location().unit(), first)
                  + "; use each key in one "
                  + unit
                  + " only",
              columns.keyName() + " is also in another " + unit + "; use each key in one only",
              "like " + new Location(raw.location().unit(), first)));
    }
  }

  private void checkUtf8(RawRow raw, List<Reason> problems) {
    for (int i = 0; i < raw.cells().size(); i++) {
      if (isDamaged(raw, i)) {
        problems.add(
            Reason.ofCell(
                columns.header().get(i),
                raw.text(i),
                "has bytes that are not UTF-8; save the file as UTF-8"));
      }
    }
  }

  private static boolean isDamaged(RawRow raw, int index) {
    return raw.location().unit() == Location.Unit.LINE && raw.text(index).indexOf(REPLACEMENT) >= 0;
  }

  private @Nullable Instant time(RawRow raw, Columns.@Nullable Times times, List<Reason> problems) {
    return times == null ? null : (Instant) value(raw, times.index(), times.format(), problems);
  }

  private Attributes attributes(RawRow raw, List<Reason> problems) {
    Attributes.Builder attributes = Attributes.builder();
    for (Columns.Attribute attribute : columns.attributes()) {
      Object value = value(raw, attribute.index(), attribute.format(), problems);
      if (value == null) {
        attributes.clear(attribute.name());
      } else {
        attributes.set(attribute.name(), value);
      }
    }
    return attributes.build();
  }

  /** Returns the value of a cell; null if it is empty or invalid. */
  private @Nullable Object value(
      RawRow raw, int index, ColumnFormat format, List<Reason> problems) {
    Object cell = raw.cells().get(index);
    if (cell == null || format.isEmpty(cell) || isDamaged(raw, index)) {
      return null;
    }
    Object value = format.parse(cell);
    if (value == null) {
      problems.add(
          Reason.ofCell(columns.header().get(index), raw.text(index), format.problem(cell)));
    }
    return value;
  }
}
