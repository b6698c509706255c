package io.github.intercomobjects;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The items of a bulk run or a writer on their way to Intercom. Threads that add items hand tasks
 * to the executor; the tasks execute the calls and the callbacks. Thread-safe.
 */
final class WriteRun<S> {
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

  final BulkLanes<S> lanes;
  final BulkEnd end = new BulkEnd();
  private final Bulk<S> options;
  private final Timing timing;
  private final Executor executor;
  private final @Nullable Long total;
  private final boolean isPushed;
  private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
  private final Queue<BulkItem<S>> unsent = new ConcurrentLinkedQueue<>();

  /** Written under the lock, and read by threads that add items. */
  private volatile int inFlight = 1;

  private volatile boolean canceled;

  /** True if the executor rejected the last task while others ran. */
  private volatile boolean rejected;

  /** Held while a callback runs; guards the fields below. Not a monitor, for virtual threads. */
  private final ReentrantLock callbacks = new ReentrantLock();

  private final BulkTally tally;
  private final BulkPace pace;
  private long reportedNanos;
  private long checkpoint;
  private boolean callbackFailed;
  private boolean finished;

  /**
   * @param isPushed whether items have futures, which fail if the run ends before they are sent
   */
  WriteRun(Bulk<S> options, @Nullable Long total, boolean isPushed) {
    Settings settings = options.settings;
    this.options = options;
    this.timing = settings.timing();
    this.executor = options.executor == null ? settings.threads().executor() : options.executor;
    this.total = total;
    this.isPushed = isPushed;
    this.lanes = new BulkLanes<>(options.merge);
    this.tally = new BulkTally(timing);
    this.pace =
        new BulkPace(options.maxInFlight, settings.rateLimitShare(), settings.callsPerWindow());
    this.reportedNanos = timing.nanoTime();
  }

  /** Returns whether the run waits for the calling thread, which so must not wait for the run. */
  boolean isWorker() {
    return workers.contains(Thread.currentThread()) || callbacks.isHeldByCurrentThread();
  }

  /** Returns the number of calls that may be in flight now. */
  int inFlight() {
    return inFlight;
  }

  /** Returns whether an item that is added now can start; if not, waits until that may change. */
  boolean isFree() {
    CountDownLatch busy = lanes.freeOrSignal(inFlight);
    if (busy != null) {
      awaitOrInterrupt(busy, CHECK);
    }
    return busy == null;
  }

  /** Waits until no call is in flight. */
  void awaitIdle() {
    for (CountDownLatch busy = lanes.idleOrSignal(); busy != null; busy = lanes.idleOrSignal()) {
      awaitOrInterrupt(busy, lanes.isStopped() ? LAST_CHECK : CHECK);
    }
  }

  /** Waits until all items before a position are settled, or the run is stopped. */
  void awaitSettled(long position) throws InterruptedException {
    for (CountDownLatch open = lanes.settledOrSignal(position);
        open != null;
        open = lanes.settledOrSignal(position)) {
      await(open, CHECK);
    }
  }

  private void awaitOrInterrupt(CountDownLatch signal, Duration most) {
    try {
      await(signal, most);
    } catch (InterruptedException e) {
      interrupted(e);
    }
  }

  void await(CountDownLatch signal) throws InterruptedException {
    await(signal, CHECK);
  }

  private void await(CountDownLatch signal, Duration most) throws InterruptedException {
    try {
      timing.sleep(most, signal);
    } finally {
      checkExecutor();
    }
  }

  /** Ends the run if the user's executor is shut down, or does not start its tasks. */
  void checkExecutor() {
    Executor users = options.executor;
    if (users == null || lanes.count() == 0) {
      return;
    }
    if (users instanceof ExecutorService service && service.isTerminated()) {
      fail("the executor was shut down", new RejectedExecutionException("terminated"));
      lanes.close();
    }
    long stuck = lanes.stuckNanos(timing.nanoTime());
    if (stuck > 0 && lanes.isStopped()) {
      lanes.close();
    } else if (stuck >= START_TIMEOUT.toNanos()) {
      fail(
          "the executor has started no task for " + START_TIMEOUT.toSeconds() + " s",
          new RejectedExecutionException(
              users.getClass().getName()
                  + " starts none of its tasks; it may drop them, or the bulk run may occupy its"
                  + " only thread. Pass another executor, or omit executor(..)"));
      lanes.close();
    }
  }

  /** Ends the run without waiting for calls in flight. */
  void interrupted(InterruptedException e) {
    end.interrupt(e);
    cancel();
  }

  /** Stops the run, and cancels what is in flight. */
  void cancel() {
    canceled = true;
    abandon();
    lanes.cancel();
  }

  private void abandon() {
    List<BulkItem<S>> items = lanes.abandon();
    unsent.addAll(items);
    items.forEach(BulkItem::abandon);
  }

  /** Returns the items that were not sent, in their order. */
  List<BulkItem<S>> unsent() {
    return unsent.stream().sorted(Comparator.comparingLong(BulkItem::index)).toList();
  }

  /** Stops the run because of a failure; what is in flight ends. */
  void fail(String what, Throwable cause) {
    end.fail(what, cause);
    lanes.stop();
    abandonAfterFailure();
  }

  /** Fails the futures of what will not be sent; later, if callbacks wait for this thread. */
  private void abandonAfterFailure() {
    if (isPushed && end.isFailure() && !callbacks.isHeldByCurrentThread()) {
      abandon();
    }
  }

  /** Hands tasks for the items that are ready to the executor. */
  void submit() {
    int rejections = 0;
    boolean isInterrupted = false;
    while (lanes.claimTask(inFlight)) {
      try {
        executor.execute(this::work);
        rejected = false;
      } catch (RejectedExecutionException e) {
        lanes.rejectTask();
        // It has fewer threads than calls may be in flight, or is not ready for the next one yet.
        if (lanes.count() > 0 && !isShutDown()) {
          // A thread that runs takes the item.
          rejected = true;
          break;
        }
        if (++rejections == MOST_REJECTIONS || isShutDown()) {
          fail("the executor accepts no task", e);
          break;
        }
        try {
          await(lanes.nextChange(), RESUBMIT_DELAY);
        } catch (InterruptedException interrupt) {
          isInterrupted = true;
        }
      } catch (Throwable e) {
        lanes.rejectTask();
        fail("the executor failed", e);
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isShutDown() {
    return executor instanceof ExecutorService service && service.isShutdown();
  }

  private void work() {
    boolean isOuter = workers.add(Thread.currentThread());
    try {
      for (WriteCall<S> call = lanes.first(); call != null; call = next(call)) {
        try {
          settle(call.states(), call.run(options.sending, options.guard));
        } catch (Throwable e) {
          // An Error, or an undeclared exception: the outcome of the items is unknown.
          fail("item " + call.items().get(0).index() + " failed", e);
          call.items().forEach(item -> item.complete(null, e));
        }
      }
    } finally {
      if (isOuter) {
        workers.remove(Thread.currentThread());
      }
    }
  }

  private @Nullable WriteCall<S> next(WriteCall<S> ended) {
    // A thread of an executor that is shutting down leaves the rest to others.
    WriteCall<S> next = lanes.next(ended, Thread.currentThread().isInterrupted() ? 0 : inFlight);
    reportProgress(false, lanes.isIdle());
    abandonAfterFailure();
    submit();
    return next;
  }

  /** Reports an item that cannot be sent. */
  void reject(BulkItem<S> item) {
    settle(List.of(), List.of(new Bulk.Result<>(item, null, item.unusable())));
    reportProgress(false, lanes.isIdle());
  }

  private void settle(List<CallState> states, List<Bulk.Result<S>> results) {
    callbacks.lock();
    try {
      states.forEach(tally::add);
      results.forEach(tally::add);
      CallState last = null;
      for (CallState state : states) {
        // Some were not sent.
        last = state.attempts() == 0 ? last : state;
      }
      RuntimeException failure = results.get(results.size() - 1).getFailure();
      boolean isSuccess = failure == null;
      // After a 429, a failure of Intercom or no complete response, more calls would not help.
      if (last != null && (isSuccess || (last.isHandled() && failure instanceof ApiException))) {
        pace.add(last.took(), last.windowLimit(), isSuccess);
        boolean isFull = rejected || lanes.count() >= inFlight;
        boolean isHeld = pace.endedHeld(lanes.running(), isFull);
        tally.addEnd(isHeld && !last.waits().containsKey(CallListener.Wait.Reason.WINDOW));
        inFlight = pace.inFlight();
      }
    } finally {
      callbacks.unlock();
    }
    results.forEach(this::settle);
  }

  /** Reports the result of an item, which is settled then. */
  private void settle(Bulk.Result<S> result) {
    BulkItem<S> item = result.item();
    // What was cancelled has not ended as its caller wanted, so no checkpoint moves past it.
    boolean isSettled = !canceled || result.isSuccess();
    callbacks.lock();
    try {
      options.onResult.accept(result);
      if (!isSettled
          && result.getFailure() instanceof ConnectionException e
          && e.getOutcome() == IntercomException.Outcome.NOT_APPLIED) {
        unsent.add(item);
      }
      if (options.stopOn.test(result)) {
        lanes.stop();
      }
    } catch (Throwable e) {
      callbackFailed = true;
      isSettled = false;
      fail("a callback failed for " + result, e);
    } finally {
      callbacks.unlock();
    }
    item.complete(result.value(), result.getFailure());
    if (isSettled) {
      lanes.settle(item);
    }
  }

  /** Reports the checkpoint now. */
  void reportCheckpoint() {
    reportProgress(false, true);
    abandonAfterFailure();
    // The callback may have added items.
    submit();
  }

  /**
   * Reports checkpoint and progress if they are due.
   *
   * @param last whether both are due because the run ends
   * @param settled whether the checkpoint is due because the next item may take long to arrive
   */
  private void reportProgress(boolean last, boolean settled) {
    callbacks.lock();
    try {
      long now = timing.nanoTime();
      boolean due = last || now - reportedNanos >= options.progressInterval.toNanos();
      if (finished || callbackFailed || !(due || settled)) {
        return;
      }
      finished = last;
      Bulk.Checkpoint<S> reached = lanes.checkpoint();
      if (reached.getCount() > checkpoint) {
        checkpoint = reached.getCount();
        options.onCheckpoint.accept(reached);
      }
      if (due) {
        reportedNanos = now;
        options.onProgress.accept(tally.progress(total));
      }
    } catch (Throwable e) {
      callbackFailed = true;
      fail("a callback failed", e);
    } finally {
      callbacks.unlock();
    }
  }

  /** Reports the last checkpoint and progress, and returns the counts. */
  BulkReport finish(boolean isAtEnd) {
    reportProgress(true, true);
    return report(isAtEnd && lanes.isSettled());
  }

  BulkReport report(boolean isComplete) {
    callbacks.lock();
    try {
      return tally.report(isComplete);
    } finally {
      callbacks.unlock();
    }
  }
}
