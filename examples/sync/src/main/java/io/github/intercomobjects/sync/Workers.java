package io.github.intercomobjects.sync;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A pool of threads that keeps calls in flight. {@link #submit} waits while the queue is full, so
 * the memory needed does not depend on the number of calls. After a failure that stops the job, no
 * more work is started.
 */
final class Workers implements AutoCloseable {
  /** The number of threads, which wait for the network and the rate limit, not for processors. */
  static final int THREADS = 32;

  private static final int QUEUED_OR_RUNNING = 4 * THREADS;

  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
  private final Semaphore permits = new Semaphore(QUEUED_OR_RUNNING);
  private final AtomicReference<@Nullable Throwable> stopped = new AtomicReference<>();

  /** Work that may find that the job cannot continue. */
  interface Work {
    void run() throws CannotRunException;
  }

  /** Accepts work, and waits while the queue is full; returns false once the job is stopped. */
  boolean submit(Work work) throws CannotRunException {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (stopped.get() != null) {
      permits.release();
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
      permits.release();
    }
  }

  /** Waits until all work is done. */
  void await() throws CannotRunException {
    try {
      permits.acquire(QUEUED_OR_RUNNING);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    permits.release(QUEUED_OR_RUNNING);
    Throwable reason = stopped.get();
    if (reason instanceof CannotRunException cannotRun) {
      throw cannotRun;
    }
    if (reason instanceof DataAccessException failed) {
      throw failed;
    }
    if (reason != null) {
      throw new IllegalStateException("unexpected failure", reason);
    }
  }

  private CannotRunException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    CannotRunException interrupted =
        new CannotRunException("interrupted; run the command again", e);
    stopped.compareAndSet(null, interrupted);
    return interrupted;
  }

  /** Waits for calls in flight, and ends the threads. */
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
