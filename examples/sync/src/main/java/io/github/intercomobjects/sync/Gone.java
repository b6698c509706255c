package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The objects that are known from earlier runs and in no row of the source any more. */
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

  /** Counts them; all rows must have been read. */
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
   * Why they must not be deleted; null if they may.
   *
   * @param most null where it was not asked for
   */
  @Nullable String refusal(@Nullable MaxDeletes most) {
    if (count == 0) {
      return null;
    }
    if (most == null) {
      return "of " + count + " gone from the source; --delete-gone deletes them";
    }
    String unsure = scratch.unsurePlace();
    if (unsure != null) {
      return "of "
          + count
          + " gone: "
          + unsure
          + " does not say for sure of which object it is, so none is deleted; mend it first";
    }
    long allowed = most.of(known);
    return count <= allowed
        ? null
        : "of "
            + count
            + " gone: more than the "
            + allowed
            + " that --max-deletes "
            + most
            + " allows of "
            + known
            + ", so none is; is the source whole?";
  }

  /** Their external ids, each of which is about to be deleted. */
  Iterator<String> keys() {
    Iterator<String> all = state.keys();
    return new Iterator<>() {
      private @Nullable String next;

      @Override
      public boolean hasNext() {
        while (next == null && all.hasNext()) {
          String key = all.next();
          next = scratch.hasSeen(key) ? null : key;
        }
        return next != null;
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        String key = Objects.requireNonNull(next);
        next = null;
        state.doubt(key);
        return key;
      }
    };
  }
}
