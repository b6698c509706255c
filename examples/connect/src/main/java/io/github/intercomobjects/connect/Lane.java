package io.github.intercomobjects.connect;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The changes of one object that are not settled. Its state is guarded by {@link Delivery}, except
 * for the generation, which guards read.
 */
final class Lane {
  /** The identity of an object: its type and its external id. */
  record Key(String type, String externalId) {}

  /**
   * A change with its place among all changes.
   *
   * @param sequence ascending in the order in which the changes were taken
   */
  record Pending(long sequence, Change change) {}

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

  boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /** Orders the changes that returned, and removes those that must not be sent any more. */
  void order() {
    List<Pending> ordered =
        waiting.stream()
            .filter(pending -> pending.change().isValid())
            .sorted(Comparator.comparingLong(Pending::sequence))
            .toList();
    waiting = new ArrayDeque<>(ordered);
  }

  Pending remove() {
    return waiting.remove();
  }
}
