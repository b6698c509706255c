package io.github.intercomobjects;

/**
 * Exception for a bulk run that ended early because the source or a callback threw, the executor
 * failed, or the thread was interrupted; {@link #getCause()} has the reason. {@link #getReport()}
 * counts the items until then; {@link Bulk#onResult} got each of them. Upserts can be run again
 * from the last checkpoint or from the beginning.
 */
public final class BulkException extends IntercomException {
  private static final long serialVersionUID = 1;

  private final BulkReport report;

  BulkException(String message, Throwable cause, BulkReport report) {
    super(message, cause, Outcome.UNKNOWN, (int) Math.min(Integer.MAX_VALUE, report.getCalls()));
    this.report = report;
  }

  /** Returns the counts of the items until then. */
  public BulkReport getReport() {
    return report;
  }
}
