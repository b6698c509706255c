package io.github.intercomobjects;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first failure that ended a run early, if there was one. Thread-safe. */
final class BulkEnd {
  private static final int MOST_SUPPRESSED = 10;

  private @Nullable String message;
  private @Nullable Throwable cause;

  /** The threads whose interrupt ended the run, and is restored when it has ended. */
  private final Set<Thread> interrupted = new HashSet<>();

  synchronized void fail(String newMessage, Throwable newCause) {
    if (cause == null) {
      message = newMessage;
      cause = newCause;
    } else if (cause != newCause && cause.getSuppressed().length < MOST_SUPPRESSED) {
      cause.addSuppressed(newCause);
    }
  }

  synchronized void interrupt(InterruptedException e) {
    interrupted.add(Thread.currentThread());
    fail("interrupted", e);
  }

  synchronized boolean isFailure() {
    return cause != null;
  }

  /** Interrupts the calling thread again if it was interrupted when it ended the run. */
  synchronized void restoreInterrupt() {
    if (interrupted.remove(Thread.currentThread())) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the exception with the failure that ended the run; null if there was none. */
  synchronized @Nullable BulkException failure(BulkReport report) {
    if (message == null || cause == null) {
      return null;
    }
    String reason = cause instanceof InterruptedException ? "" : ": " + ForeignText.of(cause);
    return new BulkException(message + reason + "; until then: " + report, cause, report);
  }

  /** Returns the report, or throws it with the failure that ended the run. */
  BulkReport report(BulkReport report) {
    restoreInterrupt();
    BulkException failure = failure(report);
    if (failure != null) {
      throw failure;
    }
    return report;
  }
}
