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

  /** How many items were handed over to be run and are not begun yet. */
  private int handedOver;

  /** Whether an item was handed over, has begun or has ended since {@link #isStuck} was asked. */
  private boolean moved;

  private int waiting;
  private boolean stopped;
  private boolean closed;
  private CountDownLatch changed = new CountDownLatch(1);

  /** Null if there is a place for another item, else a latch that opens when there may be one. */
  synchronized @Nullable CountDownLatch placeOrSignal(int most) {
    return count() < most && waiting < MOST_WAITING ? null : nextChange();
  }

  /** Null if nothing is under way, else a latch that opens when that may be so. */
  synchronized @Nullable CountDownLatch idleOrSignal() {
    return count() == 0 ? null : nextChange();
  }

  /** A latch that opens when an item ends or the run is stopped. */
  synchronized CountDownLatch nextChange() {
    if (changed.getCount() == 0) {
      changed = new CountDownLatch(1);
    }
    return changed;
  }

  /** Returns how many items have a lane. */
  synchronized int count() {
    return begun.size() + handedOver;
  }

  /**
   * Returns whether items wait to be begun while none is in flight, and nothing has moved since the
   * last call of this method.
   */
  synchronized boolean isStuck() {
    boolean stuck = handedOver > 0 && begun.isEmpty() && !moved;
    moved = false;
    return stuck;
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
   * @return whether to run it now, because it has a lane of its own and the run goes on
   */
  synchronized boolean add(BulkItem<S> item) {
    taken++;
    lastTaken = item.value();
    unsettled.put(item.index(), item);
    if (item.change() == null || stopped) {
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
    handedOver++;
    moved = true;
    return true;
  }

  /** Says that the item is about to be sent; false if it must not be any more. */
  synchronized boolean begin(BulkItem<S> item) {
    if (closed) {
      return false;
    }
    handedOver--;
    moved = true;
    begun.put(item.index(), item);
    return true;
  }

  synchronized void settle(BulkItem<S> item) {
    unsettled.remove(item.index());
  }

  synchronized boolean isSettled() {
    return unsettled.isEmpty();
  }

  /** Says that the item has ended, and gives the next of its lane; null where the lane ends. */
  synchronized @Nullable BulkItem<S> end(BulkItem<S> item) {
    begun.remove(item.index());
    moved = true;
    String externalId = item.externalId();
    if (externalId != null) {
      Queue<BulkItem<S>> lane = Objects.requireNonNull(byExternalId.get(externalId));
      BulkItem<S> next = stopped ? null : lane.poll();
      if (next != null) {
        waiting--;
        handedOver++;
        changed.countDown();
        return next;
      }
      waiting -= lane.size();
      byExternalId.remove(externalId);
    }
    changed.countDown();
    return null;
  }

  /** Gives up an item that no executor takes, of a run that is stopped. */
  synchronized void giveUp() {
    if (!closed) {
      handedOver--;
      changed.countDown();
    }
  }

  /** From now on nothing is taken, and what waits in lanes of others is given up. */
  synchronized void stop() {
    stopped = true;
    moved = true;
    changed.countDown();
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Stops, and gives up what was handed over and has not begun, which may never happen. */
  synchronized void close() {
    stop();
    closed = true;
    handedOver = 0;
  }

  /** Closes, and cuts off what is in flight. */
  void cancel() {
    close();
    List<BulkItem<S>> all;
    synchronized (this) {
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
