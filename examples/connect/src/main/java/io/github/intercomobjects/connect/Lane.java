package io.github.intercomobjects.connect;

import io.github.intercomobjects.Upserted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
    private boolean isRefused;
    private boolean isSpared;

    /** True if the change is sent alone, to find the bad one among those that were merged. */
    private boolean isSingle;

    /** The attributes that were not sent, because the type lacks them. */
    private Set<String> leftOut = Set.of();

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

    Set<String> leftOut() {
      return leftOut;
    }

    void leaveOut(Set<String> attributes) {
      leftOut = attributes;
    }

    /** Returns the change without what is left out. */
    Change sendable() {
      return leftOut.isEmpty()
          ? change
          : Objects.requireNonNull(
              new RecordMapper(change.object()).map(change.record(), change.entry(), leftOut));
    }

    void sendSingly() {
      isSingle = true;
    }

    /** Records that the rejection of a call is about others, and returns whether it may be. */
    boolean spare() {
      boolean isFirst = !isSpared;
      isSpared = true;
      return isFirst;
    }

    /** Records that a guard refused the change, and returns whether it is the first time. */
    boolean refuse() {
      boolean isFirst = !isRefused;
      isRefused = true;
      return isFirst;
    }

    /** Records that the object is stored: another upsert could overwrite a newer one. */
    void stored(String id) {
      unlinked = id;
    }
  }

  final Key key;

  /** The changes that are not with the writer. */
  private final Deque<Pending> waiting = new ArrayDeque<>();

  /**
   * Rises when a change failed and is to be sent again. The writer would send the changes after it
   * first, so the guards refuse those of an older generation, and all return here.
   */
  volatile int generation;

  /** The number of changes that are with the writer. */
  int sent;

  /** True until all changes have returned from the writer and may be sent again. */
  boolean isHeld;

  /** The last change that went to the writer. */
  private @Nullable Pending sentLast;

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
    if (next == null || sent == 0) {
      return next != null;
    }
    boolean isSingle = next.isSingle || (sentLast != null && sentLast.isSingle);
    return !isSingle && !(isLinked && next.change().attributes() == null);
  }

  /**
   * Records the result of a change. The changes of a call end one after another with the same
   * result, so that it shows whether another one was stored by the call of this one.
   *
   * @param result null if a deletion replaced the change
   */
  void received(Pending pending, @Nullable Object result) {
    boolean isSame = result instanceof Upserted<?> && result == response;
    response = result;
    pending.response = result;
    pending.isMerged = isSame || result == null;
  }

  /** Returns whether what waits must wait for what was sent. */
  boolean isBusy() {
    return isHeld || (isLinked && sent > 0);
  }

  /**
   * Orders the changes that returned, and removes those that must not be sent any more.
   *
   * @return the removed ones
   */
  List<Pending> order() {
    List<Pending> ordered = new ArrayList<>(waiting);
    ordered.sort(Comparator.comparingLong(pending -> pending.sequence));
    waiting.clear();
    List<Pending> removed = new ArrayList<>();
    for (Pending pending : ordered) {
      (pending.change().isValid() ? waiting : removed).add(pending);
    }
    return removed;
  }

  Pending remove() {
    sentLast = waiting.remove();
    return sentLast;
  }
}
