package io.github.intercomobjects;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One run of a bulk. The calling thread reads the source and waits; threads of the executor make
 * the calls and call back.
 */
final class BulkRun<S> {
  /** How often to check that the executor still runs tasks. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  /** The same for what a run that is stopped still waits for. */
  private static final Duration LAST_LOOK = Duration.ofSeconds(1);

  /** How long an executor may run none of its tasks: a shared one may be busy with others. */
  private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(30);

  /** How long to wait before an executor that has refused a task is offered it again. */
  private static final Duration BRIEFLY = Duration.ofMillis(10);

  /** How often an executor that has nothing else to do may refuse a task. */
  private static final int MOST_REFUSALS = 100;

  private final Bulk<S> bulk;
  private final Timing timing;
  private final Executor executor;
  private final BulkLanes<S> lanes = new BulkLanes<>();
  private final BulkEnd end = new BulkEnd();
  private final @Nullable Long total;

  /** When an item last began or ended, as far as the calling thread has seen. */
  private long movedNanos;

  /** Written under the lock, and read by the calling thread. */
  private volatile int inFlight = 1;

  /** Held while a callback runs; guards what follows. Not a monitor, for virtual threads. */
  private final ReentrantLock callbacks = new ReentrantLock();

  private final BulkTally tally;
  private final BulkPace pace;
  private long toldNanos;
  private long checkpoint;
  private boolean callbackFailed;

  /**
   * @param total how many items there are; null if unknown
   */
  BulkRun(Bulk<S> bulk, Settings settings, @Nullable Long total) {
    this.bulk = bulk;
    this.timing = settings.timing();
    this.executor = bulk.executor == null ? BulkThreads.start() : bulk.executor;
    this.total = total;
    this.tally = new BulkTally(timing);
    this.pace = new BulkPace(bulk.maxInFlight, settings.rateLimitShare());
    this.toldNanos = timing.nanoTime();
    this.movedNanos = toldNanos;
  }

  <I> BulkReport run(BulkSource<? extends I> source, BulkItem.Maker<I, S> maker) {
    boolean whole = false;
    try {
      whole = take(source, maker);
    } catch (Throwable e) {
      // Errors too: the results of what is under way must be given first.
      fail("the source or stopWhen failed", e);
    }
    awaitIdle();
    try {
      source.close();
    } catch (Throwable e) {
      fail("the source could not be closed", e);
    }
    if (bulk.executor == null) {
      ((ExecutorService) executor).shutdown();
    }
    tell(true);
    return end.report(tally.report(whole && lanes.isSettled()));
  }

  /** Reads the source to its end; false if the run was stopped before. */
  private <I> boolean take(BulkSource<? extends I> source, BulkItem.Maker<I, S> maker) {
    while (awaitPlace()) {
      if (!source.iterator().hasNext()) {
        return true;
      }
      BulkItem<S> item = maker.make(lanes.taken(), source.iterator().next(), lanes.lastTaken());
      if (lanes.add(item)) {
        start(item);
      } else if (item.change() == null) {
        settle(item.run(), item);
      }
    }
    return false;
  }

  private boolean awaitPlace() {
    while (!lanes.isStopped()) {
      if (Thread.interrupted()) {
        interrupted(new InterruptedException());
      } else if (bulk.stopWhen.getAsBoolean()) {
        lanes.stop();
      } else {
        CountDownLatch signal = lanes.placeOrSignal(inFlight);
        if (signal == null) {
          return true;
        }
        await(signal, LOOK);
      }
    }
    return false;
  }

  private void awaitIdle() {
    for (CountDownLatch signal = lanes.idleOrSignal();
        signal != null;
        signal = lanes.idleOrSignal()) {
      await(signal, lanes.isStopped() ? LAST_LOOK : LOOK);
    }
  }

  private void await(CountDownLatch signal, Duration most) {
    try {
      timing.sleep(most, signal);
    } catch (InterruptedException e) {
      interrupted(e);
    }
    if (bulk.executor != null && lanes.count() > 0) {
      watch(bulk.executor);
    }
  }

  /** Ends the run if the user's executor is shut down, or begins nothing of what it was handed. */
  private void watch(Executor users) {
    if (users instanceof ExecutorService service && service.isTerminated()) {
      fail("the executor was shut down", new RejectedExecutionException("terminated"));
      lanes.close();
    }
    long now = timing.nanoTime();
    if (!lanes.isStuck()) {
      movedNanos = now;
    } else if (lanes.isStopped()) {
      lanes.close();
    } else if (now - movedNanos >= LONGEST_STANDSTILL.toNanos()) {
      fail(
          "the executor has begun no task for " + LONGEST_STANDSTILL.toSeconds() + " s",
          new RejectedExecutionException(
              users.getClass().getName()
                  + " has tasks and runs none: does it drop them, or is the bulk run on a thread"
                  + " that they need? Give executor(..) another one, or leave it out"));
      lanes.close();
    }
  }

  private void interrupted(InterruptedException e) {
    end.interrupt(e);
    lanes.cancel();
  }

  private void fail(String what, Throwable cause) {
    end.fail(what, cause);
    lanes.stop();
  }

  private void start(BulkItem<S> item) {
    int refusals = 0;
    while (!lanes.isStopped()) {
      try {
        executor.execute(() -> work(item));
        return;
      } catch (RejectedExecutionException e) {
        // It has fewer threads than calls may be in flight, or is not ready for the next one yet.
        refusals = lanes.count() == 1 ? refusals + 1 : 0;
        if (refusals == MOST_REFUSALS || isShutDown()) {
          fail("the executor takes no task", e);
        } else {
          await(lanes.nextChange(), BRIEFLY);
        }
      } catch (Throwable e) {
        fail("the executor failed", e);
      }
    }
    lanes.giveUp();
  }

  private boolean isShutDown() {
    return executor instanceof ExecutorService service && service.isShutdown();
  }

  private void work(BulkItem<S> first) {
    for (BulkItem<S> item = first; item != null && lanes.begin(item); item = lanes.end(item)) {
      try {
        settle(item.run(), item);
      } catch (Throwable e) {
        // An Error, or an exception that is not declared: nothing is known of the item.
        fail("item " + item.index() + " failed", e);
      }
    }
  }

  private void settle(Bulk.Result<S> result, BulkItem<S> item) {
    callbacks.lock();
    try {
      CallState call = item.state();
      tally.add(result, call);
      if (call != null && result.isSuccess()) {
        pace.answered(call.took(), call.windowLimit());
        inFlight = pace.inFlight();
      }
      bulk.onResult.accept(result);
      lanes.settle(item);
      if (bulk.stopOn.test(result)) {
        lanes.stop();
      }
    } catch (Throwable e) {
      callbackFailed = true;
      fail("a callback failed for " + result, e);
    } finally {
      callbacks.unlock();
    }
    tell(false);
  }

  /** Tells checkpoint and progress if it is time for it. */
  private void tell(boolean last) {
    callbacks.lock();
    try {
      long now = timing.nanoTime();
      boolean due = now - toldNanos >= bulk.progressInterval.toNanos();
      // Nothing else is under way, and the next item may be long in coming.
      if (callbackFailed || !(last || due || lanes.count() <= 1)) {
        return;
      }
      Bulk.Checkpoint<S> reached = lanes.checkpoint();
      if (reached.getCount() > checkpoint) {
        checkpoint = reached.getCount();
        bulk.onCheckpoint.accept(reached);
      }
      if (last || due) {
        toldNanos = now;
        bulk.onProgress.accept(tally.progress(total));
      }
    } catch (Throwable e) {
      callbackFailed = true;
      fail("a callback failed", e);
    } finally {
      callbacks.unlock();
    }
  }
}
