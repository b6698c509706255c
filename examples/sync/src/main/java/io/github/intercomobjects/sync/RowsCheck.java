package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.Finding.Level;
import io.github.intercomobjects.sync.InputOptions.Input;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The check of the rows of a source and their mapping, for which nothing is sent. */
final class RowsCheck {
  /** The number of contacts to be looked up. */
  private static final int MAX_CONTACTS = 10;

  /** The number of bad rows that are listed. */
  private static final int MAX_BAD_ROWS = 5;

  private final RowSource source;
  private final Columns columns;
  private final Consumer<Finding> findings;

  /** The findings of one pass. */
  private final List<Finding> found = new ArrayList<>();

  RowsCheck(Input input, Consumer<Finding> findings) {
    this.source = input.source();
    this.columns = input.columns();
    this.findings = findings;
  }

  /**
   * The rows of a source.
   *
   * @param contacts the first contacts that they name
   * @param unread rows whose cells do not fit the columns, so that their contact is not known
   * @param good the first valid row; null if there is none
   */
  record Rows(long count, long unread, Set<ContactKey> contacts, @Nullable Row good) {}

  /**
   * Reads all rows.
   *
   * @param seen records their keys
   * @return null if they cannot be read to the end
   */
  @Nullable Rows read(Scratch seen) {
    int commas = seen.commas().size();
    Rows rows = pass(seen);
    if (seen.commas().size() > commas) {
      // Rows above the first number with a comma may be invalid too.
      found.clear();
      seen.forgetKeys();
      rows = pass(seen);
    }
    found.forEach(findings);
    return rows;
  }

  private @Nullable Rows pass(Scratch seen) {
    RowReader reader = new RowReader(columns, seen);
    SwallowedRows swallowed = new SwallowedRows(source, columns, key -> false, seen);
    Set<ContactKey> contacts = new LinkedHashSet<>();
    Row good = null;
    long count = 0;
    long bad = 0;
    long unread = 0;
    try (CloseableIterator<RawRow> all = source.rows()) {
      while (all.hasNext()) {
        RawRow raw = all.next();
        count++;
        ContactKey contact;
        try {
          Row row = reader.read(raw);
          good = good == null ? row : good;
          contact = row.contact();
          swallowed.find(raw);
        } catch (BadRowException e) {
          bad++;
          if (bad <= MAX_BAD_ROWS) {
            add(Level.WARNING, raw.location().toString(), e.reason());
          }
          unread += raw.cells().size() == columns.header().size() ? 0 : 1;
          contact = e.contact();
        }
        if (contact != null && contacts.size() < MAX_CONTACTS) {
          contacts.add(contact);
        }
      }
    } catch (CannotRunException e) {
      add(Level.ERROR, "source", e.text());
      return null;
    } catch (DataAccessException e) {
      add(Level.ERROR, "source", e.toCannotRun().text());
      return null;
    }
    seen.judgeSuspects();
    for (Iterator<Long> rows = seen.swallowing(); rows.hasNext(); ) {
      bad++;
      addSwallowing(rows.next(), swallowed, bad);
    }
    if (count == 0) {
      found.add(none(source));
    }
    Finding similar = RowReader.similarKeys(columns, seen);
    if (similar != null) {
      found.add(similar);
    }
    add(bad == 0 ? Level.OK : Level.WARNING, "source", text(count, bad));
    return new Rows(count, unread, contacts, good);
  }

  private void addSwallowing(long number, SwallowedRows swallowed, long bad) {
    Reason reason = swallowed.reason(number);
    if (reason != null && bad <= MAX_BAD_ROWS) {
      add(Level.WARNING, Location.Unit.LINE.at(number).toString(), reason.text());
    }
  }

  private String text(long count, long bad) {
    return Report.counted(count, "row")
        + " of "
        + source.name()
        + (bad == 0 ? "" : ", of which " + Printable.number(bad) + " will fail")
        + "; the key is "
        + columns.keyName()
        + ", the attributes are "
        + columns.attributes().stream().map(a -> a.name() + " (" + a.type().label() + ")").toList();
  }

  /** Returns the warning for a source without rows. */
  static Finding none(RowSource source) {
    return new Finding(
        Level.WARNING,
        "source",
        source.name() + " has no rows; check that its export has not failed");
  }

  private void add(Level level, String what, String text) {
    found.add(new Finding(level, what, text));
  }
}
