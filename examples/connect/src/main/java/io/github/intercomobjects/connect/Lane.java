package io.github.intercomobjects.connect;

import io.github.intercomobjects.Upserted;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one object that are not settled. Its state is guarded by {@link Delivery}, except
 * for the generation, which guards read.
 */
final class Lane {
  /** The identity of an object: its type and its external id. */
  record Key(String type, String externalId) {}

  /** A change with its position among all changes. */
  static final class Pending {
    private final long sequence;
    private final Change change;

    /** The id of the object that is stored, of which only the link is missing. */
    private @Nullable String unlinked;

    private @Nullable Object response;
    private boolean isMerged;

    /**
     * @param sequence ascending in the order in which the changes were taken
     */
    Pending(long sequence, Change change) {
      this.sequence = sequence;
      this.change = change;
    }

    Change change() {
      return change;
    }

    @Nullable String unlinked() {
      return unlinked;
    }

    /** Returns the result of the call that stored or deleted the object; null before. */
    @Nullable Object response() {
      return response;
    }

    /** Returns whether this call was that of another change too. */
    boolean isMerged() {
      return isMerged;
    }

    void received(@Nullable Object response, boolean isMerged) {
      this.response = response;
      this.isMerged = isMerged;
    }

    /** Records that the object is stored: another upsert could overwrite a newer one. */
    void stored(String id) {
      unlinked = id;
    }
  }

  final Key key;

  /** The changes that are not with the writer. */
  private Deque<Pending> waiting = new ArrayDeque<>();

  /**
   * Rises when a change failed and is to be sent again. The writer would send the changes after it
   * first, so the guards refuse those of an older generation, and all return here.
   */
  volatile int generation;

  /** The number of changes that are with the writer. */
  int sent;

  /** True until all changes have returned from the writer and may be sent again. */
  boolean isHeld;

  /** True if changes are sent one by one, to find the bad one among those that were merged. */
  boolean isSingle;

  /**
   * True if the object is linked by its contact: then later changes wait until that is done, so
   * that no deletion comes in between.
   */
  boolean isLinked;

  /** The result of the last call. */
  private @Nullable Object response;

  /** The time from which a held lane may be sent again. */
  long dueNanos;

  /** The number of failures in a row. */
  int failures;

  Lane(Key key) {
    this.key = key;
  }

  /** Makes the guards refuse what the writer has of this object. */
  void refuseSent() {
    int next = generation + 1;
    generation = next;
  }

  void add(Pending pending) {
    waiting.add(pending);
  }

  boolean isEmpty() {
    return waiting.isEmpty() && sent == 0;
  }

  /** Returns whether the next change may join those that were sent. */
  boolean mayContinue() {
    Pending next = waiting.peek();
    boolean isDeletion = next != null && next.change().attributes() == null;
    return next != null && (sent == 0 || !(isSingle || (isLinked && isDeletion)));
  }

  /**
   * Returns whether a change that was sent after others was stored or replaced by a call that has
   * one of them: those of a call end one after another, with the same result.
   *
   * @param result null if a deletion replaced the change
   */
  boolean isMerged(@Nullable Object result) {
    boolean isSame = result instanceof Upserted<?> && result == response;
    response = result;
    return isSame || result == null;
  }

  /** Returns whether what waits must wait for what was sent. */
  boolean isBusy() {
    return isHeld || (isLinked && sent > 0);
  }

  /** Orders the changes that returned, and removes those that must not be sent any more. */
  void order() {
    List<Pending> ordered =
        waiting.stream()
            .filter(pending -> pending.change().isValid())
            .sorted(Comparator.comparingLong(pending -> pending.sequence))
            .toList();
    waiting = new ArrayDeque<>(ordered);
  }

  Pending remove() {
    return waiting.remove();
  }
}
