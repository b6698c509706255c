package io.github.intercomobjects;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a run without an executor: one for each call in flight. */
final class BulkThreads {
  private static final int IDLE_SECONDS = 10;

  private BulkThreads() {}

  static ExecutorService start() {
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
}
