package io.github.intercomobjects.sync;

import java.util.HashSet;
import java.util.Set;

/**
 * What one reading of a source found before anything is sent, so that a source which cannot be read
 * to its end is refused as a whole.
 *
 * @param contacts all contacts that are named
 */
record Survey(long rows, Set<ContactKey> contacts) {
  static Survey of(RowSource source, Columns columns) throws CannotRunException {
    long rows = 0;
    Set<ContactKey> contacts = new HashSet<>();
    try (CloseableIterator<RawRow> all = source.rows()) {
      while (all.hasNext()) {
        rows++;
        ContactKey contact = columns.contactIn(all.next());
        if (contact != null) {
          contacts.add(contact);
        }
      }
    } catch (SourceFailedException e) {
      throw e.cannotRun();
    }
    return new Survey(rows, contacts);
  }
}
