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
 * Maps in one file, whose use by several threads is one after the other: what a thread reads could
 * be overwritten by another's commit. Thread-safe.
 */
final class Database implements AutoCloseable {
  private static final int CACHE_MEGABYTES = 4;

  /**
   * After so many commits the file is tidied: that keeps it at 17 MB for 100,000 objects, instead
   * of 110. A record and its commit take 30 µs, that included.
   */
  private static final int COMMITS_PER_TIDYING = 100;

  private static final int WANTED_FILL_PERCENT = 80;
  private static final int BYTES_PER_TIDYING = 1 << 20;

  /** How many keys are read at once. */
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
   * Opens a file, or makes it.
   *
   * @throws CannotRunException if it is damaged, no database, or open elsewhere
   */
  static Database at(Path file) throws CannotRunException {
    try {
      Database database = new Database(file, false, open(file, builder().autoCommitDisabled()));
      // What is not used any more may be overwritten at once. What a killed process had written is
      // whole all the same, since the operating system keeps the order of writes.
      database.store.setRetentionTime(0);
      return database;
    } catch (MVStoreException e) {
      throw cannotOpen(file, e);
    }
  }

  /** Opens a file that must be there, to look at it. */
  static Database readOnly(Path file) throws CannotRunException {
    try {
      return new Database(file, false, open(file, builder().readOnly()));
    } catch (MVStoreException e) {
      throw cannotOpen(file, e);
    }
  }

  /** Makes one that is gone when it is closed. */
  static Database temporary() throws CannotRunException {
    try {
      Path file = Files.createTempFile("intercom-sync", ".tmp");
      Database database = new Database(file, true, open(file, builder()));
      try {
        // An open file is still there where names can be taken from it, even after a kill.
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
      return database;
    } catch (IOException | MVStoreException e) {
      throw new CannotRunException(
          "no temporary file can be made: "
              + e.getMessage()
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
              "the state file "
                  + file
                  + " is used by another sync; wait until it has ended, or give another file with"
                  + " --state";
          case DataUtils.ERROR_FILE_CORRUPT, DataUtils.ERROR_UNSUPPORTED_FORMAT -> damaged(file, e);
          default ->
              "the state file "
                  + file
                  + " cannot be opened: "
                  + e.getMessage()
                  + "; give another one with --state";
        },
        e);
  }

  private static String damaged(Path file, MVStoreException e) {
    return "the state file "
        + file
        + " is damaged, or no state file: "
        + e.getMessage()
        + "; delete it, which costs a run that sends every row, and nothing else";
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
   * Uses it.
   *
   * @throws CannotGoOnException if the file cannot be read or written
   */
  synchronized <T> T use(Supplier<T> use) {
    try {
      return use.get();
    } catch (MVStoreException | IllegalStateException | UncheckedIOException e) {
      throw failed(e);
    }
  }

  /** As {@link #use}, for what need not be there. */
  <T> @Nullable T find(Supplier<@Nullable T> use) {
    return use(() -> Optional.ofNullable(use.get())).orElse(null);
  }

  /** As {@link #use}, for what returns nothing. */
  void change(Runnable use) {
    use(
        () -> {
          use.run();
          return true;
        });
  }

  private CannotGoOnException failed(RuntimeException e) {
    return new CannotGoOnException(
        e instanceof MVStoreException failure
                && failure.getErrorCode() == DataUtils.ERROR_FILE_CORRUPT
            ? damaged(file, failure)
            : "the state file "
                + file
                + " cannot be read or written: "
                + e.getMessage()
                + "; is the disk full? What is known of the rows so far is kept, and the next run"
                + " sends the others",
        e);
  }

  /** Writes what was changed, so that it is there after the process is killed. */
  void commit() {
    if (temporary) {
      return;
    }
    change(
        () -> {
          store.commit();
          if (++commits % COMMITS_PER_TIDYING == 0) {
            store.compact(WANTED_FILL_PERCENT, BYTES_PER_TIDYING);
          }
        });
  }

  /**
   * The entries of a map in the order of their keys, a few in memory at a time. What is added or
   * removed meanwhile may be among them or not.
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

  /** The keys of a map, as {@link #entries}. */
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
