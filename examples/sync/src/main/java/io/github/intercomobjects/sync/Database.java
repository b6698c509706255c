package io.github.intercomobjects.sync;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * Maps in one file. Thread-safe: access is serialized, because a commit could overwrite what
 * another thread reads.
 */
final class Database implements AutoCloseable {
  private static final int CACHE_MEGABYTES = 4;

  /**
   * The number of commits after which the file is compacted. This keeps it at 17 MB for 100,000
   * objects, instead of 110 MB. A record and its commit take 30 µs, including the compaction.
   */
  private static final int COMMITS_PER_COMPACTION = 100;

  private static final int TARGET_FILL_PERCENT = 80;
  private static final int BYTES_PER_COMPACTION = 1 << 20;

  /** The number of entries that an iterator reads at once. */
  private static final int BATCH = 256;

  private final Path file;
  private final boolean temporary;
  private final MVStore store;
  private int commits;

  private Database(Path file, boolean temporary, MVStore store) {
    this.file = file;
    this.temporary = temporary;
    this.store = store;
  }

  /**
   * Opens a file, and creates it if it does not exist.
   *
   * @throws CannotRunException if it is damaged, is not a database, or is open in another process
   */
  static Database at(Path file) throws CannotRunException {
    StateFile.check(file);
    OwnerOnly.create(file);
    try {
      Database database = new Database(file, false, open(file, builder().autoCommitDisabled()));
      OwnerOnly.restrict(file);
      // Unused chunks may be overwritten at once. The file of a killed process is still consistent,
      // because the operating system keeps the order of writes.
      database.store.setRetentionTime(0);
      return database;
    } catch (MVStoreException e) {
      throw cannotOpen(file, e);
    } catch (RuntimeException e) {
      // The database does not check everything that it reads.
      throw new CannotRunException(damaged(file), e);
    }
  }

  /** Opens an existing file for reading. */
  static Database readOnly(Path file) throws CannotRunException {
    StateFile.check(file);
    try {
      return new Database(file, false, open(file, builder().readOnly()));
    } catch (MVStoreException e) {
      throw cannotOpen(file, e);
    } catch (RuntimeException e) {
      // The database does not check everything that it reads.
      throw new CannotRunException(damaged(file), e);
    }
  }

  /** Creates a database that is deleted when it is closed. */
  static Database temporary() throws CannotRunException {
    try {
      Path file = Files.createTempFile("intercom-sync", ".tmp");
      Database database = new Database(file, true, open(file, builder()));
      try {
        // Where the system allows it, the open file is unlinked, so that no kill can leave it
        // behind.
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
      return database;
    } catch (IOException | MVStoreException e) {
      throw new CannotRunException(
          "no temporary file can be created: "
              + reason(e)
              + "; give another folder with -Djava.io.tmpdir=",
          e);
    }
  }

  private static MVStore.Builder builder() {
    return new MVStore.Builder().cacheSize(CACHE_MEGABYTES);
  }

  private static MVStore open(Path file, MVStore.Builder builder) {
    return builder.fileName(file.toString()).open();
  }

  private static CannotRunException cannotOpen(Path file, MVStoreException e) {
    return new CannotRunException(
        switch (e.getErrorCode()) {
          case DataUtils.ERROR_FILE_LOCKED ->
              "the state file " + file + " is used by another sync; wait until it has ended";
          case DataUtils.ERROR_FILE_CORRUPT,
              DataUtils.ERROR_UNSUPPORTED_FORMAT,
              DataUtils.ERROR_READING_FAILED ->
              damaged(file);
          default ->
              "the state file "
                  + file
                  + " cannot be opened: "
                  + reason(e)
                  + "; check the path, and that you may read and write it";
        },
        e);
  }

  /** Returns the reason of the system: messages of the database have the names of its classes. */
  private static String reason(Exception e) {
    return IoReason.of(e.getCause() instanceof IOException cause ? cause : e);
  }

  private static String damaged(Path file) {
    return "the state file "
        + file
        + " is damaged or cut off; restore it, or delete it, and the next run sends every row";
  }

  /** Returns whether there is no map yet. */
  boolean isEmpty() {
    return use(() -> store.getMapNames().isEmpty());
  }

  MVMap<String, String> texts(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<String, String>()
            .keyType(StringDataType.INSTANCE)
            .valueType(StringDataType.INSTANCE));
  }

  MVMap<String, Long> numbers(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<String, Long>()
            .keyType(StringDataType.INSTANCE)
            .valueType(LongDataType.INSTANCE));
  }

  /**
   * Runs an access to the maps, and returns its result.
   *
   * @throws DataAccessException if the file cannot be read or written
   */
  synchronized <T> T use(Supplier<T> use) {
    try {
      return use.get();
    } catch (MVStoreException | IllegalStateException | UncheckedIOException e) {
      throw failed(e);
    }
  }

  /** Runs an access as {@link #use} does, which may return null. */
  <T> @Nullable T find(Supplier<@Nullable T> use) {
    return use(() -> Optional.ofNullable(use.get())).orElse(null);
  }

  /** Runs an access as {@link #use} does, which returns nothing. */
  void change(Runnable use) {
    use(
        () -> {
          use.run();
          return true;
        });
  }

  private DataAccessException failed(RuntimeException e) {
    if (temporary) {
      return new DataAccessException(
          "a temporary file of this run cannot be written or read: "
              + reason(e)
              + "; is the disk full? Give another folder with -Djava.io.tmpdir=",
          e);
    }
    return new DataAccessException(
        e instanceof MVStoreException failure
                && (failure.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT
                    || failure.getErrorCode() == DataUtils.ERROR_READING_FAILED)
            ? damaged(file)
            : "the state file "
                + file
                + " cannot be read or written: "
                + reason(e)
                + "; is the disk full? The rows recorded so far are kept, and the next run sends"
                + " the others",
        e);
  }

  /** Writes all changes, so that they are kept if the process is killed. */
  void commit() {
    if (temporary) {
      return;
    }
    change(
        () -> {
          store.commit();
          if (++commits % COMMITS_PER_COMPACTION == 0) {
            store.compact(TARGET_FILL_PERCENT, BYTES_PER_COMPACTION);
          }
        });
  }

  /**
   * Returns the entries of a map in the order of their keys, with few of them in memory at a time.
   * Entries that are added or removed during the iteration may be included or not.
   */
  <V> Iterator<Map.Entry<String, V>> entries(MVMap<String, V> map) {
    return new Iterator<>() {
      private final Deque<Map.Entry<String, V>> batch = new ArrayDeque<>();
      private @Nullable String last;

      @Override
      public boolean hasNext() {
        if (batch.isEmpty()) {
          change(this::read);
        }
        return !batch.isEmpty();
      }

      private void read() {
        String from = last == null ? map.firstKey() : map.higherKey(last);
        if (from != null) {
          Cursor<String, V> cursor = map.cursor(from);
          while (batch.size() < BATCH && cursor.hasNext()) {
            last = cursor.next();
            batch.add(Map.entry(last, cursor.getValue()));
          }
        }
      }

      @Override
      public Map.Entry<String, V> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return batch.remove();
      }
    };
  }

  /** Returns the keys of a map, as {@link #entries} does. */
  <V> Iterator<String> keys(MVMap<String, V> map) {
    return keysOf(entries(map));
  }

  private static <V> Iterator<String> keysOf(Iterator<Map.Entry<String, V>> entries) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public String next() {
        return entries.next().getKey();
      }
    };
  }

  @Override
  public synchronized void close() {
    if (temporary) {
      store.closeImmediately();
      file.toFile().delete();
    } else {
      change(store::close);
    }
  }
}
