package io.github.intercomobjects.sync;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The objects that earlier runs stored, and that have no row in the source any more. */
final class Gone {
  private final SyncState state;
  private final Scratch scratch;
  private final long known;
  private final long count;

  private Gone(SyncState state, Scratch scratch, long known, long count) {
    this.state = state;
    this.scratch = scratch;
    this.known = known;
    this.count = count;
  }

  /** Counts the objects. All rows must have been read. */
  static Gone of(SyncState state, Scratch scratch) {
    long known = 0;
    long count = 0;
    for (Iterator<String> keys = state.keys(); keys.hasNext(); known++) {
      count += scratch.hasSeen(keys.next()) ? 0 : 1;
    }
    return new Gone(state, scratch, known, count);
  }

  long count() {
    return count;
  }

  /**
   * Returns why the objects must not be deleted; null if they may be deleted.
   *
   * @param most how many may be deleted; null without {@code --delete-gone}
   */
  @Nullable String reasonToKeep(@Nullable MaxDeletes most) {
    if (count == 0) {
      return null;
    }
    if (most == null) {
      return "of " + count + " without a row; delete them with --delete-gone";
    }
    String unidentified = scratch.unidentifiedRow();
    if (unidentified != null) {
      return "of "
          + count
          + " without a row: "
          + unidentified
          + " may belong to any object, so none is deleted; correct that row first";
    }
    long allowed = most.of(known);
    return count <= allowed
        ? null
        : "of "
            + count
            + " without a row: --max-deletes "
            + most
            + " allows "
            + allowed
            + " of "
            + known
            + ", so none is deleted; check that the source is complete";
  }

  /** Returns the external ids of the objects. Each is marked as uncertain before its deletion. */
  Iterator<String> keys() {
    Iterator<String> all = state.keys();
    return new LookAheadIterator<>() {
      @Override
      protected @Nullable String advance() {
        while (all.hasNext()) {
          String key = all.next();
          if (!scratch.hasSeen(key)) {
            return key;
          }
        }
        return null;
      }

      @Override
      public String next() {
        String key = super.next();
        state.markUncertain(key);
        return key;
      }
    };
  }
}
