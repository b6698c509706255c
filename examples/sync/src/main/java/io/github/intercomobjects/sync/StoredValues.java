package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * What the state knows about values: the hash of those of each object, which does not include its
 * key, and the number of values in each column of the last complete run. Thread-safe.
 */
final class StoredValues {
  /** The entry of {@link #acceptMoved} among the columns, none of which has this name. */
  private static final String MOVED = "moved";

  /** The entry of {@link #recordAll} among the columns. */
  private static final String ALL = "all_of_this_version";

  /** The number of added hashes that are written together. */
  private static final int BATCH = 1000;

  private final Database database;
  private final MVMap<String, String> hashes;
  private final MVMap<String, Long> filled;
  private long added;

  StoredValues(Database database) {
    this.database = database;
    this.hashes = database.texts("values");
    this.filled = database.numbers("filled_columns");
  }

  /** Returns the hash of the values of an object; null if it is unknown, or they are few. */
  @Nullable String find(String key) {
    return database.find(() -> hashes.get(key));
  }

  /** Returns the keys of the objects with their hashes. */
  Iterator<Map.Entry<String, String>> all() {
    return database.entries(hashes);
  }

  /** Sets the hash of an object, which the caller commits together with the object. */
  void set(String key, @Nullable String hash) {
    database.change(
        () -> {
          if (hash == null) {
            hashes.remove(key);
          } else {
            hashes.put(key, hash);
          }
        });
  }

  /** Sets the hash of an unchanged object, which earlier versions lack or hash in another way. */
  void add(String key, @Nullable String hash) {
    if (!Objects.equals(find(key), hash)) {
      set(key, hash);
      if (++added % BATCH == 0) {
        database.commit();
      }
    }
  }

  /** Returns whether {@link #add} has received every unchanged object, or need not. */
  boolean areAll() {
    return filled(ALL) > 0;
  }

  /** Records that an object may lack its hash, until the next complete run adds it. */
  void forgetAll() {
    if (areAll()) {
      database.change(() -> filled.remove(ALL));
    }
  }

  /** Records that each object with a row has the hash of this version. */
  void recordAll() {
    database.change(() -> filled.put(ALL, 1L));
    database.commit();
  }

  /** Returns the number of values that a column had in the last complete run. */
  long filled(String column) {
    return database.use(() -> filled.getOrDefault(column, 0L));
  }

  /** Returns whether rows of this source may have the values that other keys had before. */
  boolean areMovedAccepted() {
    return filled(MOVED) > 0;
  }

  /** Records that they may, because an option of a run allowed it. */
  void acceptMoved() {
    database.change(() -> filled.put(MOVED, 1L));
    database.commit();
  }

  /** Records the numbers of values of a complete run. Other columns keep their numbers. */
  void recordFilled(Map<String, Long> columns) {
    database.change(() -> filled.putAll(columns));
    database.commit();
  }
}
