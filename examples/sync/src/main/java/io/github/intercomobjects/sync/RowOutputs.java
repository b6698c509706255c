package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.RowLog.Outcome;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The files of a run that have a line for a row. Thread-safe. */
final class RowOutputs implements AutoCloseable {
  private final @Nullable FailedRows report;
  private final @Nullable RowLog log;

  /** The rows that were read and have no line yet, by their numbers. */
  private final Map<Long, Open> open = new ConcurrentSkipListMap<>();

  /** The numbers of the rows that are in the report though they were stored. */
  private final BitSet reported = new BitSet();

  private volatile long lastBegun;

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

  /**
   * A row without a line.
   *
   * @param received whether its call has a result
   */
  private record Open(RawRow row, @Nullable String key, boolean received) {}

  /** Receives a row that was read. The rows come in the order of the source. */
  void begin(RawRow row, @Nullable String key) {
    lastBegun = row.location().number();
    open.put(lastBegun, new Open(row, key, false));
  }

  /** Receives a row whose call has a result, which may not be recorded yet. */
  void received(RawRow row) {
    open.computeIfPresent(
        row.location().number(), (number, one) -> new Open(one.row(), one.key(), true));
  }

  /**
   * Adds the rows without a line when the run ended early, also those that were not read.
   *
   * @param all the rows of the source from its beginning
   * @param columns have the column with the keys
   */
  void addRest(Iterator<RawRow> all, Columns columns, @Nullable String only) {
    if (log == null) {
      return;
    }
    for (Open one : open.values()) {
      log.addUnflushed(
          one.row().location(), one.key(), one.received() ? Outcome.UNKNOWN : Outcome.NOT_SENT);
    }
    while (all.hasNext()) {
      RawRow row = all.next();
      String key = columns.keyIn(row);
      if (row.location().number() > lastBegun && (only == null || columns.key(only).equals(key))) {
        log.addUnflushed(row.location(), key, Outcome.NOT_SENT);
      }
    }
  }

  /** Completes the report, which has all its rows when the run has ended. */
  void closeReport() throws CannotRunException {
    if (report != null) {
      report.close();
    }
  }

  /**
   * Adds a row.
   *
   * @param reasons why it failed or was not linked, or which values were dropped
   */
  void add(RawRow row, @Nullable String key, Outcome outcome, List<Reason> reasons) {
    if (report != null) {
      addToReport(report, row, outcome, Reason.texts(reasons));
    }
    if (log != null) {
      log.add(row.location(), key, outcome, reasons);
    }
    open.remove(row.location().number());
  }

  private synchronized void addToReport(
      FailedRows report, RawRow row, Outcome outcome, String reasons) {
    int number = Math.toIntExact(row.location().number());
    if (outcome == Outcome.FAILED) {
      report.add(row, reasons);
    } else if (outcome == Outcome.PARTLY) {
      reported.set(number);
      report.add(row, "stored, but Intercom dropped " + reasons);
    } else if (outcome == Outcome.NOT_LINKED && !reported.get(number)) {
      // A corrected report must not have two rows with one key.
      reported.set(number);
      report.add(row, "stored, but not linked: " + reasons);
    }
  }

  @Override
  public void close() throws CannotRunException {
    try {
      closeReport();
    } finally {
      if (log != null) {
        log.close();
      }
    }
  }
}
