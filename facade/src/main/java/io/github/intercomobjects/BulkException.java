package io.github.intercomobjects;

/**
 * A bulk ended before its source did, because the source or a callback threw, its executor took no
 * task, or the thread was interrupted; {@link #getCause()} is what was thrown.
 *
 * <p>What was done until then is done: {@link #getReport()} counts it, and each of it was given to
 * {@link Bulk#onResult}. Upserts can be run again from the last checkpoint, or from the beginning.
 */
public final class BulkException extends IntercomException {
  private static final long serialVersionUID = 1;

  private final BulkReport report;

  BulkException(String message, Throwable cause, BulkReport report) {
    super(message, cause, Outcome.UNKNOWN, (int) Math.min(Integer.MAX_VALUE, report.getCalls()));
    this.report = report;
  }

  /** What became of the items until then. */
  public BulkReport getReport() {
    return report;
  }
}
