package io.github.intercomobjects;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A run of a bulk. The calling thread reads the source and waits; threads of the executor execute
 * the calls and the callbacks.
 */
final class BulkRun<S> {
  /** The interval of the checks that the executor still starts tasks. */
  private static final Duration CHECK = Duration.ofSeconds(10);

  /** The same interval once the run is stopped. */
  private static final Duration LAST_CHECK = Duration.ofSeconds(1);

  /** The time in which an executor must start a task: a shared one may be busy with others. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  /** The delay before a rejected task is submitted again. */
  private static final Duration RESUBMIT_DELAY = Duration.ofMillis(10);

  /** The limit of rejections by an executor that has no other task of the run. */
  private static final int MOST_REJECTIONS = 100;

  private static final int IDLE_SECONDS = 10;

  private final Bulk<S> bulk;
  private final Timing timing;
  private final Executor executor;
  private final BulkLanes<S> lanes = new BulkLanes<>();
  private final BulkEnd end = new BulkEnd();
  private final @Nullable Long total;

  /** The time when the calling thread last saw that an item had started or ended. */
  private long movedNanos;

  /** Written under the lock, and read by the calling thread. */
  private volatile int inFlight = 1;

  /** Held while a callback runs; guards the fields below. Not a monitor, for virtual threads. */
  private final ReentrantLock callbacks = new ReentrantLock();

  private final BulkTally tally;
  private final BulkPace pace;
  private long reportedNanos;
  private long checkpoint;
  private boolean callbackFailed;

  BulkRun(Bulk<S> bulk, Settings settings, @Nullable Long total) {
    this.bulk = bulk;
    this.timing = settings.timing();
    this.executor = bulk.executor == null ? newThreadPool() : bulk.executor;
    this.total = total;
    this.tally = new BulkTally(timing);
    this.pace = new BulkPace(bulk.maxInFlight, settings.rateLimitShare());
    this.reportedNanos = timing.nanoTime();
    this.movedNanos = reportedNanos;
  }

  /** Returns an executor with one thread for each call in flight. */
  private static ExecutorService newThreadPool() {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "intercom-bulk-" + number.incrementAndGet());
          // The caller waits for the threads, but a process that exits must not.
          thread.setDaemon(true);
          return thread;
        });
  }

  <I> BulkReport run(BulkSource<? extends I> source, BulkItem.Factory<I, S> factory) {
    boolean isAtEnd = false;
    try {
      isAtEnd = readAll(source, factory);
    } catch (Throwable e) {
      // Errors too: the results of calls in flight come first.
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
    reportProgress(true);
    return end.report(tally.report(isAtEnd && lanes.isSettled()));
  }

  /** Reads the source to its end; returns false if the run was stopped before. */
  private <I> boolean readAll(BulkSource<? extends I> source, BulkItem.Factory<I, S> factory) {
    while (awaitFreeLane()) {
      if (!source.iterator().hasNext()) {
        return true;
      }
      BulkItem<S> item = factory.create(lanes.taken(), source.iterator().next(), lanes.lastTaken());
      if (lanes.add(item)) {
        submit(item);
      } else if (item.change() == null) {
        settle(item.run(), item);
      }
    }
    return false;
  }

  private boolean awaitFreeLane() {
    while (!lanes.isStopped()) {
      if (Thread.interrupted()) {
        interrupted(new InterruptedException());
      } else if (bulk.stopWhen.getAsBoolean()) {
        lanes.stop();
      } else {
        CountDownLatch signal = lanes.freeOrSignal(inFlight);
        if (signal == null) {
          return true;
        }
        await(signal, CHECK);
      }
    }
    return false;
  }

  private void awaitIdle() {
    for (CountDownLatch busy = lanes.idleOrSignal(); busy != null; busy = lanes.idleOrSignal()) {
      await(busy, lanes.isStopped() ? LAST_CHECK : CHECK);
    }
  }

  private void await(CountDownLatch signal, Duration most) {
    try {
      timing.sleep(most, signal);
    } catch (InterruptedException e) {
      interrupted(e);
    }
    if (bulk.executor != null && lanes.count() > 0) {
      checkExecutor(bulk.executor);
    }
  }

  /** Ends the run if the user's executor is shut down, or does not start its tasks. */
  private void checkExecutor(Executor users) {
    if (users instanceof ExecutorService service && service.isTerminated()) {
      fail("the executor was shut down", new RejectedExecutionException("terminated"));
      lanes.close();
    }
    long now = timing.nanoTime();
    if (!lanes.isStuck()) {
      movedNanos = now;
    } else if (lanes.isStopped()) {
      lanes.close();
    } else if (now - movedNanos >= START_TIMEOUT.toNanos()) {
      fail(
          "the executor has started no task for " + START_TIMEOUT.toSeconds() + " s",
          new RejectedExecutionException(
              users.getClass().getName()
                  + " starts none of its tasks; it may drop them, or the bulk run may occupy its"
                  + " only thread. Pass another executor, or omit executor(..)"));
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

  private void submit(BulkItem<S> item) {
    int rejections = 0;
    while (!lanes.isStopped()) {
      try {
        executor.execute(() -> work(item));
        return;
      } catch (RejectedExecutionException e) {
        // It has fewer threads than calls may be in flight, or is not ready for the next one yet.
        rejections = lanes.count() == 1 ? rejections + 1 : 0;
        if (rejections == MOST_REJECTIONS || isShutDown()) {
          fail("the executor accepts no task", e);
        } else {
          await(lanes.nextChange(), RESUBMIT_DELAY);
        }
      } catch (Throwable e) {
        fail("the executor failed", e);
      }
    }
    lanes.abandon();
  }

  private boolean isShutDown() {
    return executor instanceof ExecutorService service && service.isShutdown();
  }

  private void work(BulkItem<S> first) {
    for (BulkItem<S> item = first; item != null && lanes.start(item); item = lanes.end(item)) {
      try {
        settle(item.run(), item);
      } catch (Throwable e) {
        // An Error, or an undeclared exception: the outcome of the item is unknown.
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
        pace.add(call.took(), call.windowLimit());
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
    reportProgress(false);
  }

  /** Reports checkpoint and progress if they are due. */
  private void reportProgress(boolean last) {
    callbacks.lock();
    try {
      long now = timing.nanoTime();
      boolean due = now - reportedNanos >= bulk.progressInterval.toNanos();
      // If nothing else is in flight, the next item may take long to arrive.
      if (callbackFailed || !(last || due || lanes.count() <= 1)) {
        return;
      }
      Bulk.Checkpoint<S> reached = lanes.checkpoint();
      if (reached.getCount() > checkpoint) {
        checkpoint = reached.getCount();
        bulk.onCheckpoint.accept(reached);
      }
      if (last || due) {
        reportedNanos = now;
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
