package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conversion of raw rows to rows. Not thread-safe. */
final class RowReader {
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
    checkCells(raw, problems);
    checkContact(raw, contact, problems);
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
      // The reason for a cell that cannot be read follows.
      if (!(raw.cells().get(columns.keyIndex()) instanceof UnreadableCell)) {
        problems.add(Reason.of(columns.keyName() + " is empty; every row needs a key"));
      }
      return;
    }
    if (columns.isOfFile(raw) && !columns.hasExactKey(raw)) {
      String damage = KeyDamage.of(key);
      if (damage != null) {
        problems.add(Reason.ofCell(columns.keyName(), key, damage));
      }
    }
    // The first complete row with a key wins, whether or not it is stored.
    long first = seen.putIfAbsent(key, raw.location().number());
    if (first != 0) {
      seen.addDoubled(key, raw.location().number());
      problems.add(doubled(raw, key, new Location(raw.location().unit(), first)));
    }
  }

  /** Returns a warning if keys differ only in the blanks around them; null if none do. */
  static @Nullable Finding similarKeys(Columns columns, Scratch scratch) {
    if (columns.keepsBlanks()) {
      for (Iterator<String> keys = scratch.keys(); keys.hasNext(); ) {
        String key = keys.next();
        String other = Blanks.strip(key);
        if (!other.equals(key) && scratch.firstNumber(other) != null) {
          return new Finding(
              Finding.Level.WARNING,
              "keys",
              scratch.location(key)
                  + " has the key "
                  + Printable.key(key)
                  + ", which differs from "
                  + Printable.key(other)
                  + " in "
                  + scratch.location(other)
                  + " only in the blanks around it; correct one of them, or omit --keep-blanks");
        }
      }
    }
    return null;
  }

  /** Returns the reason for the key of a row that another row has too. */
  Reason doubled(RawRow raw, String key, Location other) {
    String unit = other.unit().displayName();
    String advice =
        raw.text(columns.keyIndex()).equals(key)
            ? ""
            : ", or keep the blanks around keys with --keep-blanks";
    return new Reason(
        columns.keyName()
            + " \""
            + Printable.cell(key)
            + "\" is also in "
            + other
            + "; use each key in one "
            + unit
            + " only"
            + advice,
        columns.keyName() + " is also in another " + unit + "; use each key in one only" + advice,
        "like " + other);
  }

  private void checkContact(RawRow raw, @Nullable ContactKey contact, List<Reason> problems) {
    if (contact == null || !columns.isOfFile(raw)) {
      return;
    }
    String text = contact.value();
    if (SpreadsheetKeys.isShortened(text)) {
      problems.add(Reason.ofCell(columns.contactName(), text, SpreadsheetKeys.SHORTENED));
    } else if (KeyDamage.isUndecoded(text)) {
      problems.add(Reason.ofCell(columns.contactName(), text, KeyDamage.UNDECODED));
    }
  }

  private void checkCells(RawRow raw, List<Reason> problems) {
    for (int i = 0; i < raw.cells().size(); i++) {
      String damage = damage(raw, i);
      if (raw.cells().get(i) instanceof UnreadableCell cell) {
        problems.add(cell.reason(columns.header().get(i)));
      } else if (damage != null) {
        problems.add(Reason.ofCell(columns.header().get(i), raw.text(i), damage));
      }
    }
  }

  /** Returns why the text of a cell is not what the source had; null if it may be. */
  private @Nullable String damage(RawRow raw, int index) {
    if (raw.location().unit() != Location.Unit.LINE || Columns.isExact(raw, index)) {
      return null;
    }
    String text = raw.text(index);
    if (hasNul(text)) {
      return "has NUL characters, so a part of the file is missing; export it again";
    }
    boolean isError =
        columns.isOfFile(raw)
            ? SpreadsheetErrors.isError(text) && !columns.isNull(text)
            : text.equals(UnreadableCell.IN_REPORT);
    return index != columns.keyIndex() && isError
        ? "is an error of a spreadsheet; correct its formula, or empty the cell"
        : null;
  }

  /** Returns whether a text has characters that a crash or a sparse copy leaves. */
  private static boolean hasNul(String text) {
    return text.indexOf('\0') >= 0;
  }

  /** Returns whether the file may lack a part within this row. */
  static boolean hasNul(RawRow raw) {
    return raw.location().unit() == Location.Unit.LINE
        && raw.texts().stream().anyMatch(RowReader::hasNul);
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
    if (cell == null
        || cell instanceof UnreadableCell
        || format.isEmpty(cell)
        || damage(raw, index) != null) {
      return null;
    }
    Object value = format.parse(cell);
    String problem = value == null ? format.problem(cell) : doubt(index, format, cell);
    if (format.hasComma(cell)) {
      seen.commas().add(index);
    }
    if (format.type() == ColumnType.ANY && value instanceof Number) {
      seen.numbers().add(index);
    }
    if (format.type() == ColumnType.TEXT
        && columns.isOfFile(raw)
        && !Columns.isExact(raw, index)
        && SpreadsheetKeys.isShortened(raw.text(index))) {
      problem = SpreadsheetKeys.SHORTENED;
    }
    if (problem != null) {
      problems.add(Reason.ofCell(columns.header().get(index), raw.text(index), problem));
    }
    return value;
  }

  /** Returns why a number may be another one, according to the other cells of its column. */
  private @Nullable String doubt(int index, ColumnFormat format, Object cell) {
    // A report may lack the rows with such cells.
    return columns.areOfReport() || seen.commas().contains(index) ? format.doubt(cell) : null;
  }
}
