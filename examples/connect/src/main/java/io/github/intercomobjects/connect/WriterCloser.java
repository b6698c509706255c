package io.github.intercomobjects.connect;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.BulkException;
import io.github.intercomobjects.ObjectWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The end of writers within a time. */
final class WriterCloser {
  private WriterCloser() {}

  /** Waits for the calls in flight, and cancels those that take longer. */
  static void close(List<ObjectWriter<Attributes>> writers, Duration timeout) {
    List<Thread> closing = new ArrayList<>();
    for (ObjectWriter<Attributes> writer : writers) {
      Thread thread = DaemonThreads.create(() -> close(writer), "intercom-objects-close");
      thread.start();
      closing.add(thread);
    }
    long end = System.nanoTime() + timeout.toNanos();
    try {
      for (Thread thread : closing) {
        long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
        thread.join(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (int i = 0; i < writers.size(); i++) {
      if (closing.get(i).isAlive()) {
        List<String> unused = writers.get(i).closeNow();
      }
    }
  }

  private static void close(ObjectWriter<Attributes> writer) {
    try {
      writer.close();
    } catch (BulkException e) {
      // It ended early, which the task knows by its failures.
    }
  }
}
