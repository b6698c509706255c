package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.RowLog.Outcome;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The files of a run that have a line for a row. Thread-safe. */
final class RowOutputs implements AutoCloseable {
  private final @Nullable FailedRows report;
  private final @Nullable RowLog log;

  /** The rows that were given to the bulk run, by their numbers, until their results arrive. */
  private final Map<Long, Row> open = new ConcurrentSkipListMap<>();

  /**
   * @param report null for none
   * @param log null for none
   */
  RowOutputs(@Nullable FailedRows report, @Nullable RowLog log) {
    this.report = report;
    this.log = log;
  }

  /** Returns outputs without a file. */
  static RowOutputs none() {
    return new RowOutputs(null, null);
  }

  /** Receives a row to be sent. */
  void sending(Row row) {
    open.put(row.location().number(), row);
  }

  /** Receives a row whose call has a result. */
  void received(Row row) {
    open.remove(row.location().number());
  }

  /** Adds the rows that were not sent when the run ended early, also those not read yet. */
  void addNotSent(Iterator<RowFeed.Item> feed) {
    if (log == null) {
      return;
    }
    for (Row row : open.values()) {
      log.add(row.location(), row.key(), Outcome.NOT_SENT, List.of());
    }
    while (feed.hasNext()) {
      RowFeed.Item item = feed.next();
      log.add(item.raw().location(), item.key(), Outcome.NOT_SENT, List.of());
    }
  }

  /**
   * Adds a row.
   *
   * @param reasons why it failed, or which values were dropped
   */
  void add(RawRow row, @Nullable String key, Outcome outcome, List<Reason> reasons) {
    if (report != null && outcome == Outcome.FAILED) {
      report.add(row, Reason.texts(reasons));
    } else if (report != null && outcome == Outcome.PARTLY) {
      report.add(row, "stored, but Intercom dropped " + Reason.texts(reasons));
    }
    if (log != null) {
      log.add(row.location(), key, outcome, reasons);
    }
  }

  @Override
  public void close() throws CannotRunException {
    try {
      if (report != null) {
        report.close();
      }
    } finally {
      if (log != null) {
        log.close();
      }
    }
  }
}
