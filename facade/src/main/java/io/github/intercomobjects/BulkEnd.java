package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/** What ended a run before its time, if anything did: the first counts. Thread-safe. */
final class BulkEnd {
  private static final int MOST_SUPPRESSED = 10;

  private @Nullable String what;
  private @Nullable Throwable cause;
  private boolean interrupted;

  synchronized void fail(String newWhat, Throwable newCause) {
    if (cause == null) {
      what = newWhat;
      cause = newCause;
    } else if (cause != newCause && cause.getSuppressed().length < MOST_SUPPRESSED) {
      cause.addSuppressed(newCause);
    }
  }

  synchronized void interrupt(InterruptedException e) {
    interrupted = true;
    fail("interrupted", e);
  }

  /** Returns the report, or throws it with what ended the run. */
  synchronized BulkReport report(BulkReport report) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (what == null || cause == null) {
      return report;
    }
    String reason = cause instanceof InterruptedException ? "" : ": " + ForeignText.of(cause);
    throw new BulkException(what + reason + "; until then: " + report, cause, report);
  }
}
