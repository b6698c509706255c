package io.github.intercomobjects;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of the bulk runs and writers of a client and those derived from it: one for each call
 * in flight. Idle ones are used again. Thread-safe.
 */
final class ClientThreads {
  private static final int IDLE_SECONDS = 5;

  private final ThreadFactory factory;

  /** Null until a thread is needed, which most clients never do. */
  private @Nullable ThreadPoolExecutor pool;

  private boolean closed;

  ClientThreads() {
    this(daemons());
  }

  ClientThreads(ThreadFactory factory) {
    this.factory = factory;
  }

  private static ThreadFactory daemons() {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "intercom-bulk-" + number.incrementAndGet());
      // Callers wait for their results, but a process that exits must not.
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Returns the executor of one run. */
  synchronized Executor executor() {
    if (pool == null) {
      pool =
          new ThreadPoolExecutor(
              0,
              Integer.MAX_VALUE,
              closed ? 0 : IDLE_SECONDS,
              TimeUnit.SECONDS,
              new SynchronousQueue<>(),
              factory);
    }
    ThreadPoolExecutor threads = pool;
    // A shortage of threads in an earlier run may be over.
    threads.setMaximumPoolSize(Integer.MAX_VALUE);
    return task -> {
      try {
        threads.execute(task);
      } catch (OutOfMemoryError e) {
        // The system allows no more threads, so fewer calls are in flight.
        threads.setMaximumPoolSize(Math.max(1, threads.getPoolSize()));
        throw new RejectedExecutionException("no more threads", e);
      }
    };
  }

  /** Ends idle threads now, and others after their task; the client may still be used. */
  synchronized void close() {
    closed = true;
    if (pool != null) {
      pool.setKeepAliveTime(0, TimeUnit.SECONDS);
    }
  }
}
