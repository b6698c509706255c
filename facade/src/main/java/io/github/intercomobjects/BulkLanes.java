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
 * The lanes of a run. Each item in flight has its own lane; an item whose external id already has a
 * lane waits in that one. Thread-safe.
 */
final class BulkLanes<S> {
  /** The limit of items that wait behind others, so that repeated ids do not fill the memory. */
  private static final int MOST_WAITING = 1000;

  private final Map<String, Queue<BulkItem<S>>> byExternalId = new HashMap<>();
  private final Map<Long, BulkItem<S>> started = new HashMap<>();

  /** In the order of the source. */
  private final Map<Long, BulkItem<S>> unsettled = new LinkedHashMap<>();

  private long taken;
  private @Nullable S lastTaken;

  /** The number of items that were handed to the executor and have not started yet. */
  private int pending;

  /** True if an item was handed over, started or ended since the last {@link #isStuck}. */
  private boolean moved;

  private int waiting;
  private boolean stopped;
  private boolean closed;
  private CountDownLatch changed = new CountDownLatch(1);

  /** Returns null if another item can start, else a latch that opens when one may start. */
  synchronized @Nullable CountDownLatch freeOrSignal(int most) {
    return count() < most && waiting < MOST_WAITING ? null : nextChange();
  }

  /** Returns null if no item has a lane, else a latch that opens when that may have changed. */
  synchronized @Nullable CountDownLatch idleOrSignal() {
    return count() == 0 ? null : nextChange();
  }

  /** Returns a latch that opens when an item ends or the run is stopped. */
  synchronized CountDownLatch nextChange() {
    if (changed.getCount() == 0) {
      changed = new CountDownLatch(1);
    }
    return changed;
  }

  /** Returns the number of items that have a lane. */
  synchronized int count() {
    return started.size() + pending;
  }

  /**
   * Returns whether pending items exist, none has started, and nothing moved since the last call.
   */
  synchronized boolean isStuck() {
    boolean stuck = pending > 0 && started.isEmpty() && !moved;
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
   * @return whether to run it now, because it has its own lane and the run continues
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
    pending++;
    moved = true;
    return true;
  }

  /** Marks the item as started; returns false if it must no longer be sent. */
  synchronized boolean start(BulkItem<S> item) {
    if (closed) {
      return false;
    }
    pending--;
    moved = true;
    started.put(item.index(), item);
    return true;
  }

  synchronized void settle(BulkItem<S> item) {
    unsettled.remove(item.index());
  }

  synchronized boolean isSettled() {
    return unsettled.isEmpty();
  }

  /** Marks the item as ended, and returns the next in its lane, or null if there is none. */
  synchronized @Nullable BulkItem<S> end(BulkItem<S> item) {
    started.remove(item.index());
    moved = true;
    String externalId = item.externalId();
    if (externalId != null) {
      Queue<BulkItem<S>> lane = Objects.requireNonNull(byExternalId.get(externalId));
      BulkItem<S> next = stopped ? null : lane.poll();
      if (next != null) {
        waiting--;
        pending++;
        changed.countDown();
        return next;
      }
      waiting -= lane.size();
      byExternalId.remove(externalId);
    }
    changed.countDown();
    return null;
  }

  /** Abandons a pending item of a stopped run, which the executor did not accept. */
  synchronized void abandon() {
    if (!closed) {
      pending--;
      changed.countDown();
    }
  }

  /** Stops the run: no more items are taken, and those that wait behind others are abandoned. */
  synchronized void stop() {
    stopped = true;
    moved = true;
    changed.countDown();
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Stops the run, and abandons pending items, which may never start. */
  synchronized void close() {
    stop();
    closed = true;
    pending = 0;
  }

  /** Closes the lanes, and cancels the calls in flight. */
  void cancel() {
    close();
    List<BulkItem<S>> all;
    synchronized (this) {
      all = new ArrayList<>(started.values());
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
