package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects that earlier runs stored, and that have no row in the source any more. */
final class Gone {
  private final SyncState state;
  private final Scratch scratch;
  private final RowSource source;
  private final SimilarKeys similar;
  private final long count;

  private Gone(SyncState state, Scratch scratch, RowSource source, long count) {
    this.state = state;
    this.scratch = scratch;
    this.source = source;
    this.similar = new SimilarKeys(state, scratch);
    this.count = count;
  }

  /** Counts the objects. All rows must have been read. */
  static Gone of(SyncState state, Scratch scratch, RowSource source) {
    long count = 0;
    for (Iterator<String> keys = state.keys(); keys.hasNext(); ) {
      count += scratch.hasSeen(keys.next()) ? 0 : 1;
    }
    return new Gone(state, scratch, source, count);
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
    if (scratch.isEmpty() && !most.emptyAllowed()) {
      return "of "
          + count
          + " without a row: the source has no rows, so none is deleted; check that its export has"
          + " not failed, or add --allow-empty";
    }
    String unidentified = scratch.unidentifiedRow();
    if (unidentified != null) {
      return "of "
          + count
          + " without a row: "
          + unidentified
          + " may belong to any object, so none is deleted; correct that row first";
    }
    String doubt = source.doubt();
    if (doubt != null) {
      return "of " + count + " without a row: none is deleted, because " + doubt;
    }
    long known = state.complete();
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
            + ", so none is deleted; check that the source is complete, or allow them with"
            + " --max-deletes "
            + count;
  }

  /**
   * Excludes the objects that a row may mean though its key differs.
   *
   * @param listener receives each external id, and why the object is kept
   * @return the number of these objects
   */
  long keepDoubtful(BiConsumer<String, SimilarKeys.Doubt> listener) {
    similar.compare(all());
    long kept = 0;
    for (Iterator<String> keys = all(); keys.hasNext(); ) {
      String key = keys.next();
      SimilarKeys.Doubt doubt = similar.doubt(key);
      if (doubt != null) {
        kept++;
        listener.accept(key, doubt);
      }
    }
    return kept;
  }

  private Iterator<String> all() {
    return keys(key -> true);
  }

  private Iterator<String> keys(Predicate<String> condition) {
    Iterator<String> all = state.keys();
    return new LookAheadIterator<>() {
      @Override
      protected @Nullable String advance() {
        while (all.hasNext()) {
          String key = all.next();
          if (!scratch.hasSeen(key) && condition.test(key)) {
            return key;
          }
        }
        return null;
      }
    };
  }

  /**
   * Returns the external ids of the objects to delete, after {@link #keepDoubtful}. Each is marked
   * as uncertain before its deletion.
   */
  Iterator<String> keys() {
    Iterator<String> certain = keys(key -> similar.doubt(key) == null);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return certain.hasNext();
      }

      @Override
      public String next() {
        String key = certain.next();
        state.markUncertain(key);
        return key;
      }
    };
  }
}
