package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.Map;
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

  /** Returns whether a known object has no row. All rows must have been read. */
  static boolean isAny(SyncState state, Scratch scratch) {
    for (Iterator<String> keys = state.keys(); keys.hasNext(); ) {
      if (!scratch.hasSeen(keys.next())) {
        return true;
      }
    }
    return false;
  }

  /** Counts the objects. All rows must have been read. */
  static Gone of(SyncState state, Scratch scratch, RowSource source) {
    long count = 0;
    for (Iterator<String> keys = state.keys(); keys.hasNext() && !source.isLimited(); ) {
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
    String swallowed = swallowed();
    if (most == null && swallowed == null) {
      return "of "
          + Printable.number(count)
          + (source.isPart()
              ? " without a row, because " + source.doubt()
              : " without a row; delete them with --delete-gone");
    }
    String reason = most == null || swallowed != null ? swallowed : doubt(most);
    return reason == null ? null : "of " + Printable.number(count) + " without a row: " + reason;
  }

  private @Nullable String swallowed() {
    for (Iterator<Map.Entry<String, Long>> lines = scratch.lines(); lines.hasNext(); ) {
      Map.Entry<String, Long> line = lines.next();
      if (!scratch.hasSeen(line.getKey())) {
        return "none is deleted, because line "
            + line.getValue()
            + " is within a cell, but looks like the row of \""
            + Printable.cell(line.getKey())
            + "\"; correct the quotes before it";
      }
    }
    return null;
  }

  private @Nullable String doubt(MaxDeletes most) {
    if (scratch.isEmpty() && !most.emptyAllowed()) {
      return "the source has no rows, so none is deleted; check that its export has not failed, or"
          + " add --allow-empty";
    }
    String unidentified = scratch.unidentifiedRow();
    if (unidentified != null) {
      return unidentified + " may belong to any object, so none is deleted; correct that row first";
    }
    if (scratch.isCut()) {
      return "none is deleted, because "
          + source.name()
          + " ends without a line break, so its end may be missing; end its last line with a line"
          + " break";
    }
    String doubt = source.doubt();
    if (doubt != null) {
      return "none is deleted, because " + doubt;
    }
    String unstored = new UnstoredRows(state, scratch).doubt(all());
    return unstored == null ? excess(most.limit()) : unstored;
  }

  private @Nullable String excess(Limit limit) {
    RecentLosses.Recent recent = state.recentDeletions();
    long known = Math.max(state.complete(), recent.known());
    long allowed = limit.of(known);
    long all = count + recent.count();
    return all <= allowed
        ? null
        : "at most "
            + Printable.number(allowed)
            + " of "
            + Printable.number(known)
            + " may be deleted ("
            + limit
            + ")"
            + recent.remark("were deleted")
            + ", so none is deleted; check that the source is complete, or allow them with "
            + limit.option()
            + " "
            + all;
  }

  /** Records that the failed rows mean no object without a row, before the deletion. */
  void acceptFailedRows() {
    new UnstoredRows(state, scratch).accept();
  }

  /**
   * Records the new keys that are similar to those of objects without a row, before they are stored
   * and look like any other key; all new ones if a cursor leaves out rows.
   */
  void recordReplaced() {
    if (scratch.newKeys() == 0 || source.isPart()) {
      return;
    }
    if (source.isLimited()) {
      for (Iterator<String> keys = scratch.keys(); keys.hasNext(); ) {
        String key = keys.next();
        if (state.find(key) == null) {
          state.recordNew(key);
        }
      }
    } else if (count > 0) {
      keepDoubtful(
          (key, doubt) -> {
            if (state.find(doubt.similar()) == null || state.isNew(doubt.similar())) {
              state.recordReplaced(doubt.similar(), key);
            }
          });
    }
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
