package io.github.intercomobjects.sync;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a few calls in flight. Whoever hands in work waits while enough of it is queued, so a file
 * of any length takes the same memory; after the first failure that stops the job, none is begun.
 */
final class Workers implements AutoCloseable {
  /** Calls wait for the network and the rate limit, not for processors. */
  static final int THREADS = 32;

  private static final int QUEUED_OR_RUNNING = 4 * THREADS;

  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
  private final Semaphore places = new Semaphore(QUEUED_OR_RUNNING);
  private final AtomicReference<@Nullable Throwable> stopped = new AtomicReference<>();

  /** Something to do that may find out that the job cannot go on. */
  interface Work {
    void run() throws CannotRunException;
  }

  /** Takes work, waiting for a place; returns false, and takes none, once the job is stopped. */
  boolean submit(Work work) throws CannotRunException {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (stopped.get() != null) {
      places.release();
      return false;
    }
    pool.execute(() -> run(work));
    return true;
  }

  private void run(Work work) {
    try {
      if (stopped.get() == null) {
        work.run();
      }
    } catch (CannotRunException | RuntimeException | Error e) {
      stopped.compareAndSet(null, e);
    } finally {
      places.release();
    }
  }

  /** Waits until all work is done. */
  void await() throws CannotRunException {
    try {
      places.acquire(QUEUED_OR_RUNNING);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    places.release(QUEUED_OR_RUNNING);
    Throwable reason = stopped.get();
    if (reason instanceof CannotRunException cannotRun) {
      throw cannotRun;
    }
    if (reason instanceof CannotGoOnException failed) {
      throw failed;
    }
    if (reason != null) {
      throw new IllegalStateException("a failure that nobody foresaw", reason);
    }
  }

  private CannotRunException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    CannotRunException interrupted = new CannotRunException("interrupted; run it again", e);
    stopped.compareAndSet(null, interrupted);
    return interrupted;
  }

  /** Lets calls in flight end, and ends the threads. */
  @Override
  public void close() {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
