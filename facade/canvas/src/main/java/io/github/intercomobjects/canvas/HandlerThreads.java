package io.github.intercomobjects.canvas;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of the handlers of an app, for which a server waits until the deadline. */
final class HandlerThreads {
  /** A wait for a handler, which tests replace. */
  interface Wait {
    /** Returns false if the time passed before the latch was released. */
    boolean await(CountDownLatch done, Duration time) throws InterruptedException;
  }

  /** A state of a call when the wait for it ended. */
  enum Outcome {
    DONE,
    RUNNING,
    NOT_STARTED,
    CLOSED
  }

  private static final int IDLE_SECONDS = 30;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ThreadPoolExecutor executor;
  private final Duration deadline;
  private final Wait wait;

  HandlerThreads(int threads, Duration deadline, Wait wait) {
    this.deadline = deadline;
    this.wait = wait;
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            HandlerThreads::newThread);
    executor.allowCoreThreadTimeOut(true);
  }

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "canvas-app-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Returns a time in nanoseconds, which is at most 292 years. */
  static long nanos(Duration time) {
    return TimeUnit.NANOSECONDS.convert(time);
  }

  Duration getDeadline() {
    return deadline;
  }

  /** Returns the number of calls that wait for a thread. */
  int getWaiting() {
    return executor.getQueue().size();
  }

  /**
   * Runs a call, and waits for it until the deadline. A call that has not started then never does.
   */
  Outcome run(HandlerCall call) {
    try {
      executor.execute(call);
      if (wait.await(call.getDone(), deadline)) {
        return Outcome.DONE;
      }
    } catch (RejectedExecutionException e) {
      return Outcome.CLOSED;
    } catch (InterruptedException e) {
      // The server stops. The card is the same as after the deadline.
      Thread.currentThread().interrupt();
    }
    boolean started = call.abandon();
    executor.remove(call);
    if (call.getResponse() != null) {
      return Outcome.DONE;
    }
    return started ? Outcome.RUNNING : Outcome.NOT_STARTED;
  }

  /** Stops the threads when their calls have ended, or interrupts them after the deadline. */
  void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(nanos(deadline), TimeUnit.NANOSECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
