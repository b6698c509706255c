package io.github.intercomobjects;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a run. Each external id has one, in which its items wait for each other; a lane is
 * ready if it has items and no call in flight. Tasks of the executor take calls from ready lanes.
 * Thread-safe.
 */
final class BulkLanes<S> {
  /** The limit of items that wait behind others, so that repeated ids do not fill the memory. */
  private static final int MOST_WAITING = 1000;

  private final boolean merge;
  private final Map<String, Deque<BulkItem<S>>> queued = new HashMap<>();
  private final Queue<String> ready = new ArrayDeque<>();
  private final Map<String, WriteCall<S>> started = new HashMap<>();

  /** In the order of the items. */
  private final Map<Long, BulkItem<S>> unsettled = new LinkedHashMap<>();

  private long taken;
  private @Nullable S lastTaken;

  /** The number of tasks that were handed to the executor and have not started yet. */
  private int pending;

  /** The number of queued items. */
  private int waiting;

  /** True if an item or a task was added, started or ended since the last {@link #stuckNanos}. */
  private boolean moved;

  private long movedNanos;
  private boolean stopped;
  private boolean closed;
  private CountDownLatch changed = new CountDownLatch(1);

  /**
   * @param merge whether items that wait in one lane may become one call
   */
  BulkLanes(boolean merge) {
    this.merge = merge;
  }

  /** Returns null if an item can start when it is added, else a latch that opens when one may. */
  synchronized @Nullable CountDownLatch freeOrSignal(int most) {
    boolean isFree =
        count() < most && ready.size() <= pending && waiting - ready.size() < MOST_WAITING;
    return isFree ? null : nextChange();
  }

  /** Returns null if no call is in flight, else a latch that opens when that may have changed. */
  synchronized @Nullable CountDownLatch idleOrSignal() {
    return count() == 0 ? null : nextChange();
  }

  /**
   * Returns null if all items before this position are settled or the run is stopped, else a latch
   * that opens when that may have changed.
   */
  synchronized @Nullable CountDownLatch settledOrSignal(long position) {
    return stopped || checkpoint().getCount() >= position ? null : nextChange();
  }

  /** Returns a latch that opens when a call ends or the run is stopped. */
  synchronized CountDownLatch nextChange() {
    if (changed.getCount() == 0) {
      changed = new CountDownLatch(1);
    }
    return changed;
  }

  /** Returns the number of calls that are in flight, or that a task will take. */
  synchronized int count() {
    return started.size() + pending;
  }

  /** Returns the number of calls in flight. */
  synchronized int running() {
    return started.size();
  }

  /** Returns whether nothing is in flight or waits. */
  synchronized boolean isIdle() {
    return count() == 0 && ready.isEmpty();
  }

  /** Returns how long tasks have been pending while none runs and nothing moves. */
  synchronized long stuckNanos(long now) {
    if (pending == 0 || !started.isEmpty() || moved) {
      moved = false;
      movedNanos = now;
    }
    return now - movedNanos;
  }

  synchronized long taken() {
    return taken;
  }

  /** Creates the next item, for a run whose items are added by one thread. */
  BulkItem<S> create(BulkItem.Factory<S> factory) {
    long index;
    S before;
    synchronized (this) {
      index = taken;
      before = lastTaken;
    }
    return factory.create(index, before);
  }

  /** Adds an item. One that can be sent waits in the lane of its external id. */
  synchronized void add(BulkItem<S> item) {
    taken++;
    lastTaken = item.value();
    unsettled.put(item.index(), item);
    if (item.write() != null && !stopped) {
      String externalId = item.write().externalId();
      Deque<BulkItem<S>> lane = queued.get(externalId);
      if (lane == null) {
        lane = new ArrayDeque<>(1);
        queued.put(externalId, lane);
        ready.add(externalId);
      }
      lane.add(item);
      waiting++;
      moved = true;
    }
  }

  /**
   * Adds an item unless the run is stopped or this many are not settled; returns whether it did.
   */
  synchronized boolean offer(BulkItem.Factory<S> factory, int most) {
    if (stopped || unsettled.size() >= most) {
      return false;
    }
    add(factory.create(taken, lastTaken));
    return true;
  }

  /** Returns whether to hand one more task to the executor, which then counts as pending. */
  synchronized boolean claimTask(int most) {
    if (stopped || ready.size() <= pending || count() >= most) {
      return false;
    }
    pending++;
    moved = true;
    return true;
  }

  /** Takes back a task that the executor did not accept. */
  synchronized void rejectTask() {
    if (!closed) {
      pending--;
      changed.countDown();
    }
  }

  /** Returns the first call of a task that has started; null if there is none. */
  synchronized @Nullable WriteCall<S> first() {
    if (closed) {
      return null;
    }
    pending--;
    return poll();
  }

  /** Ends a call, and returns the next of its task; null if the others suffice. */
  synchronized @Nullable WriteCall<S> next(WriteCall<S> ended, int most) {
    String externalId = ended.externalId();
    started.remove(externalId);
    Deque<BulkItem<S>> lane = Objects.requireNonNull(queued.get(externalId));
    if (lane.isEmpty()) {
      queued.remove(externalId);
    } else {
      ready.add(externalId);
    }
    moved = true;
    changed.countDown();
    return stopped || ready.size() <= pending || count() >= most ? null : poll();
  }

  private @Nullable WriteCall<S> poll() {
    moved = true;
    String externalId = ready.poll();
    if (externalId == null) {
      changed.countDown();
      return null;
    }
    Deque<BulkItem<S>> lane = Objects.requireNonNull(queued.get(externalId));
    int together =
        merge
            ? Write.inOneCall(lane.stream().map(i -> Objects.requireNonNull(i.write())).toList())
            : 1;
    List<BulkItem<S>> items = new ArrayList<>(together);
    for (int i = 0; i < together; i++) {
      items.add(lane.remove());
    }
    waiting -= together;
    WriteCall<S> call = new WriteCall<>(externalId, items);
    started.put(externalId, call);
    return call;
  }

  synchronized void settle(BulkItem<S> item) {
    unsettled.remove(item.index());
  }

  synchronized boolean isSettled() {
    return unsettled.isEmpty();
  }

  /** Stops the run: no more items are taken, and those that wait behind others are abandoned. */
  synchronized void stop() {
    stopped = true;
    moved = true;
    changed.countDown();
  }

  /** Stops the run unless some item is not settled; returns whether it is stopped. */
  synchronized boolean stopIfSettled() {
    if (unsettled.isEmpty()) {
      stop();
    }
    return stopped;
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Stops the run, and abandons tasks that have not started, since they may never start. */
  synchronized void close() {
    stop();
    closed = true;
    pending = 0;
  }

  /** Closes the lanes, and returns the items that were not sent, in their order. */
  synchronized List<BulkItem<S>> abandon() {
    close();
    List<BulkItem<S>> items = new ArrayList<>();
    queued.values().forEach(items::addAll);
    queued.values().forEach(Deque::clear);
    queued.keySet().retainAll(started.keySet());
    ready.clear();
    waiting = 0;
    items.sort(Comparator.comparingLong(BulkItem::index));
    return items;
  }

  /** Cancels the calls in flight. */
  void cancel() {
    List<WriteCall<S>> all;
    synchronized (this) {
      all = new ArrayList<>(started.values());
    }
    all.forEach(WriteCall::cancel);
  }

  synchronized Bulk.Checkpoint<S> checkpoint() {
    for (BulkItem<S> first : unsettled.values()) {
      return new Bulk.Checkpoint<>(first.index(), first.before());
    }
    return new Bulk.Checkpoint<>(taken, lastTaken);
  }
}
