package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.SyncState.Known;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a run that failed. One with a new key may be the row of an object that now has none:
 * if keys are renamed and the new rows are rejected, deletion would lose those records.
 *
 * <p>Rows that failed already when no object was in question do not count, and neither do rows of
 * other contacts than those of the objects. So a few rows that fail each night, because Intercom
 * does not have their contact, do not prevent deletions. Rows for which the type had no room count
 * as if they were not in the source: deletions make that room, and would never happen if these rows
 * prevented them; and as no row of theirs was stored, they do not outweigh invalid rows either.
 */
final class UnstoredRows {
  private final SyncState state;
  private final Scratch scratch;

  UnstoredRows(SyncState state, Scratch scratch) {
    this.state = state;
    this.scratch = scratch;
  }

  /**
   * Returns why the objects without a row may be those of failed rows; null if they may not.
   *
   * @param gone the external ids of the objects without a row
   */
  @Nullable String doubt(Iterator<String> gone) {
    long failed = scratch.failedKeysSize();
    if (2 * failed > scratch.size()) {
      return Printable.number(failed)
          + " of "
          + Report.counted(scratch.size(), "row")
          + " failed, so none is deleted; correct them first";
    }
    gone.forEachRemaining(this::addContact);
    long others = 0;
    long suspects = 0;
    String first = null;
    for (Iterator<Map.Entry<String, String>> rows = scratch.failedKeys(); rows.hasNext(); ) {
      Map.Entry<String, String> row = rows.next();
      String key = row.getKey();
      if (state.find(key) != null) {
        continue;
      }
      String contact = row.getValue();
      if (state.isUnstored(key) || !(contact.isEmpty() || scratch.isContactOfGone(contact))) {
        others++;
      } else {
        suspects++;
        first = first == null ? key : first;
      }
    }
    long newKeys = scratch.newKeys() - others;
    return first == null || 2 * suspects < newKeys
        ? null
        : Printable.number(suspects)
            + " of "
            + Report.counted(newKeys, "row")
            + " with new keys failed, such as "
            + scratch.location(first)
            + " with the key \""
            + Printable.cell(first)
            + "\", and may mean these objects, so none is deleted; correct these rows first, or"
            + " remove them from the source";
  }

  private void addContact(String gone) {
    Known known = state.find(gone);
    if (known != null && known.contact() != null) {
      scratch.addContactOfGone(known.contact());
    }
  }

  /** Records that the failed rows mean no object that is deleted now or later. */
  void accept() {
    Iterator<Map.Entry<String, String>> rows = scratch.failedKeys();
    state.recordUnstored(
        new LookAheadIterator<>() {
          @Override
          protected @Nullable String advance() {
            while (rows.hasNext()) {
              String key = rows.next().getKey();
              if (state.find(key) == null) {
                return key;
              }
            }
            return null;
          }
        },
        scratch::isFailedKey);
  }
}
