package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/** The first failure that ended a run early, if there was one. Thread-safe. */
final class BulkEnd {
  private static final int MOST_SUPPRESSED = 10;

  private @Nullable String message;
  private @Nullable Throwable cause;
  private boolean interrupted;

  synchronized void fail(String newMessage, Throwable newCause) {
    if (cause == null) {
      message = newMessage;
      cause = newCause;
    } else if (cause != newCause && cause.getSuppressed().length < MOST_SUPPRESSED) {
      cause.addSuppressed(newCause);
    }
  }

  synchronized void interrupt(InterruptedException e) {
    interrupted = true;
    fail("interrupted", e);
  }

  synchronized boolean isFailure() {
    return cause != null;
  }

  /** Returns the report, or throws it with the failure that ended the run. */
  synchronized BulkReport report(BulkReport report) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (message == null || cause == null) {
      return report;
    }
    String reason = cause instanceof InterruptedException ? "" : ": " + ForeignText.of(cause);
    throw new BulkException(message + reason + "; until then: " + report, cause, report);
  }
}
