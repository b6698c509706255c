package io.github.intercomobjects.sync;

import io.github.intercomobjects.Upserted.Dropped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of the rows. Thread-safe. */
final class Tally {
  private final Problems partlyStored;
  private final Problems failed;
  private final Problems notLinked;
  private long stored;
  private long rowsPartlyStored;
  private long rowsFailed;
  private long links;
  private long linksMissing;

  /**
   * @param listed how many problems of each kind are kept, those with the lowest lines: the memory
   *     they take must not grow with the file
   */
  Tally(int listed) {
    this.partlyStored = new Problems(listed);
    this.failed = new Problems(listed);
    this.notLinked = new Problems(listed);
  }

  synchronized void stored(Row row, List<Dropped> dropped) {
    if (dropped.isEmpty()) {
      stored++;
      return;
    }
    rowsPartlyStored++;
    for (Dropped value : dropped) {
      partlyStored.add(new Report.Problem(row.place().number(), row.key(), value.toString()));
    }
  }

  synchronized void failed(long line, @Nullable String key, String reason) {
    rowsFailed++;
    failed.add(new Report.Problem(line, key, reason));
  }

  synchronized void linked(int count) {
    links += count;
  }

  synchronized void notLinked(long line, String contact, int count, String reason) {
    linksMissing += count;
    notLinked.add(
        new Report.Problem(
            line, null, count + " not linked to contact " + contact + ": " + reason));
  }

  synchronized long objects() {
    return stored + rowsPartlyStored;
  }

  synchronized Report report(long calls, Duration elapsed) {
    return new Report(
        stored,
        rowsPartlyStored,
        partlyStored.count,
        rowsFailed,
        links,
        linksMissing,
        partlyStored.list(),
        failed.list(),
        notLinked.list(),
        calls,
        elapsed);
  }

  private static final class Problems {
    private final int limit;
    private final TreeSet<Report.Problem> lowest =
        new TreeSet<>(
            Comparator.comparingLong(Report.Problem::line).thenComparing(Report.Problem::text));
    private long count;

    Problems(int limit) {
      this.limit = limit;
    }

    void add(Report.Problem problem) {
      count++;
      lowest.add(problem);
      if (lowest.size() > limit) {
        lowest.pollLast();
      }
    }

    List<Report.Problem> list() {
      return new ArrayList<>(lowest);
    }
  }
}
