package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of the new and changed rows of a run, as hashes without their keys, and the known
 * objects that had the same values before. They show keys that were renamed, and columns that were
 * sorted or shifted alone. Thread-safe.
 */
final class RunValues {
  /** The owner of values that no object had. */
  private static final String NONE = "";

  /** The owner of values that several objects had; no key is blank. */
  private static final String SEVERAL = "\n";

  private final Database database;
  private final MVMap<String, String> rows;
  private final MVMap<String, String> newRows;
  private final MVMap<String, String> owners;
  private volatile FilledColumns filled = FilledColumns.NONE;
  private volatile boolean movedAccepted;

  RunValues(Database database) {
    this.database = database;
    this.rows = database.texts("values");
    this.newRows = database.texts("values_of_new_rows");
    this.owners = database.texts("owners_of_values");
  }

  /** Removes all rows, before they are compared with the state again. */
  void forget(FilledColumns filled) {
    this.filled = filled;
    database.change(
        () -> {
          rows.clear();
          newRows.clear();
          owners.clear();
        });
  }

  /** Returns the columns that have values. */
  FilledColumns filled() {
    return filled;
  }

  /** Records that the rows may have the values of other keys, as their user said. */
  void acceptMoved() {
    movedAccepted = true;
  }

  boolean areMovedAccepted() {
    return movedAccepted;
  }

  /**
   * Records a new or changed row.
   *
   * @param hash the hash of its values; null if they are too few to identify an object
   * @param isNew whether the key is new, so that the row may mean an object with another key
   */
  void add(String key, @Nullable String hash, boolean isNew) {
    database.change(
        () -> {
          rows.put(key, hash == null ? "" : hash);
          if (hash != null) {
            owners.put(hash, NONE);
            if (isNew) {
              newRows.putIfAbsent(hash, key);
            }
          }
        });
  }

  /** Finds the objects that have the values of these rows. Nothing may have been sent yet. */
  void findOwners(SyncState state) {
    if (database.use(owners::isEmpty)) {
      return;
    }
    for (Iterator<Map.Entry<String, String>> all = state.values().all(); all.hasNext(); ) {
      Map.Entry<String, String> object = all.next();
      String hash = object.getValue();
      String other = database.find(() -> owners.get(hash));
      if (other != null) {
        String owner = owner(other, object.getKey(), state);
        database.change(() -> owners.put(hash, owner));
      }
    }
  }

  private static String owner(String other, String key, SyncState state) {
    if (other.equals(NONE)) {
      return key;
    }
    // An object that was stored under a new key has the values of the one with the old key.
    if (state.replaced(key) != null) {
      return other;
    }
    return other.equals(SEVERAL) || state.replaced(other) == null ? SEVERAL : key;
  }

  /** Returns the only object that had some values before; null if there is none. */
  @Nullable String owner(String hash) {
    String owner = database.find(() -> owners.get(hash));
    return owner == null || owner.equals(NONE) || owner.equals(SEVERAL) ? null : owner;
  }

  /** Returns the key of a new row with some values; null if there is none. */
  @Nullable String newRow(String hash) {
    return database.find(() -> newRows.get(hash));
  }

  /** Returns the keys of all these rows with their hashes, which are empty for too few values. */
  Iterator<Map.Entry<String, String>> rows() {
    return database.entries(rows);
  }

  /** Returns whether the row of a key is new or changed. */
  boolean hasRow(String key) {
    return database.use(() -> rows.containsKey(key));
  }
}
