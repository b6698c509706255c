package io.github.intercomobjects;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The items of a bulk that are under way, each in a lane of its own; one whose external id has a
 * lane already waits in that. Thread-safe.
 */
final class BulkLanes<S> {
  /** Items that wait in lanes of others: a source that repeats an id must not fill the memory. */
  private static final int MOST_WAITING = 1000;

  private final Map<String, Queue<BulkItem<S>>> byExternalId = new HashMap<>();
  private final Map<Long, BulkItem<S>> begun = new HashMap<>();

  /** In the order of the source. */
  private final Map<Long, BulkItem<S>> unsettled = new LinkedHashMap<>();

  private long taken;
  private @Nullable S lastTaken;
  private int lanes;
  private int waiting;
  private boolean stopped;
  private boolean canceled;
  private CountDownLatch changed = new CountDownLatch(1);

  /** Null if there is a place for another item, else a latch that opens when there may be one. */
  synchronized @Nullable CountDownLatch placeOrSignal(int most) {
    return lanes < most && waiting < MOST_WAITING ? null : nextChange();
  }

  /** Null if nothing is under way, else a latch that opens when that may be so. */
  synchronized @Nullable CountDownLatch idleOrSignal() {
    return lanes == 0 ? null : nextChange();
  }

  /** A latch that opens when an item ends or the run is stopped. */
  synchronized CountDownLatch nextChange() {
    if (changed.getCount() == 0) {
      changed = new CountDownLatch(1);
    }
    return changed;
  }

  synchronized int count() {
    return lanes;
  }

  synchronized long taken() {
    return taken;
  }

  synchronized @Nullable S lastTaken() {
    return lastTaken;
  }

  /**
   * Adds an item from the source.
   *
   * @return whether to run it now, because it has a lane of its own
   */
  synchronized boolean add(BulkItem<S> item) {
    taken++;
    lastTaken = item.value();
    unsettled.put(item.index(), item);
    if (item.change() == null) {
      return false;
    }
    String externalId = item.externalId();
    if (externalId != null) {
      Queue<BulkItem<S>> lane = byExternalId.get(externalId);
      if (lane != null) {
        lane.add(item);
        waiting++;
        return false;
      }
      byExternalId.put(externalId, new ArrayDeque<>(0));
    }
    lanes++;
    return true;
  }

  /** Says that the item is about to be sent; false if it must not be any more. */
  synchronized boolean begin(BulkItem<S> item) {
    if (canceled) {
      return false;
    }
    begun.put(item.index(), item);
    return true;
  }

  synchronized void settle(BulkItem<S> item) {
    unsettled.remove(item.index());
  }

  synchronized boolean isSettled() {
    return unsettled.isEmpty();
  }

  /** Says that the item will not be sent, nor what waits in its lane; for a run that is stopped. */
  void giveUp(BulkItem<S> item) {
    BulkItem<S> unused = end(item);
  }

  /** Says that the item has ended, and gives the next of its lane; null where the lane ends. */
  synchronized @Nullable BulkItem<S> end(BulkItem<S> item) {
    begun.remove(item.index());
    String externalId = item.externalId();
    if (externalId != null) {
      Queue<BulkItem<S>> lane = Objects.requireNonNull(byExternalId.get(externalId));
      BulkItem<S> next = stopped ? null : lane.poll();
      if (next != null) {
        waiting--;
        changed.countDown();
        return next;
      }
      waiting -= lane.size();
      byExternalId.remove(externalId);
    }
    lanes--;
    changed.countDown();
    return null;
  }

  /** From now on nothing is taken, and what waits in lanes of others is given up. */
  synchronized void stop() {
    stopped = true;
    changed.countDown();
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Gives up the lanes of items that were not begun, because nobody will run them. */
  synchronized void abandonUnbegun() {
    lanes = begun.size();
  }

  /** From now on nothing is begun, and what is under way is cut off. */
  void cancel() {
    stop();
    List<BulkItem<S>> all;
    synchronized (this) {
      canceled = true;
      all = new ArrayList<>(begun.values());
    }
    all.forEach(BulkItem::cancel);
  }

  synchronized Bulk.Checkpoint<S> checkpoint() {
    for (BulkItem<S> first : unsettled.values()) {
      return new Bulk.Checkpoint<>(first.index(), first.before());
    }
    return new Bulk.Checkpoint<>(taken, lastTaken);
  }
}
