package io.github.intercomobjects.sync;

import io.github.intercomobjects.Upserted.Dropped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The counters of the results of a run. Thread-safe. */
final class Tally {
  private static final int MAX_TEXT_LENGTH = 200;

  private final Lowest dropped;
  private final Lowest failed;
  private final Lowest notLinked;
  private final Lowest notDeleted;
  private long rows;
  private long stored;
  private long unchanged;
  private long rowsPartlyStored;
  private long links;
  private long linksMissing;
  private long gone;
  private long deleted;
  private @Nullable String goneRemark;

  /**
   * Creates a tally.
   *
   * @param listed the number of problems of each kind to keep, those with the lowest line or row
   *     numbers; it limits the memory that they take
   */
  Tally(int listed) {
    this.dropped = new Lowest(listed);
    this.failed = new Lowest(listed);
    this.notLinked = new Lowest(listed);
    this.notDeleted = new Lowest(listed);
  }

  synchronized void stored(Row row, List<Dropped> values) {
    rows++;
    if (values.isEmpty()) {
      stored++;
      return;
    }
    rowsPartlyStored++;
    for (Dropped value : values) {
      dropped.add(new Report.Problem(row.location(), row.key(), text(value)));
    }
  }

  /** Returns name and value, which the operator can look up in the source. */
  private static String text(Dropped dropped) {
    List<String> ids = dropped.getMissingIds();
    String text = dropped.getName() + "=" + (ids.isEmpty() ? dropped.getSent() : ids);
    int end =
        text.offsetByCodePoints(
            0, Math.min(MAX_TEXT_LENGTH, text.codePointCount(0, text.length())));
    return end < text.length() ? text.substring(0, end) + "…" : text;
  }

  synchronized void unchanged() {
    rows++;
    unchanged++;
  }

  synchronized void failed(Location location, @Nullable String key, String reason) {
    rows++;
    failed.add(new Report.Problem(location, key, reason));
  }

  synchronized void linked(int count) {
    links += count;
  }

  /**
   * Counts missing links of a contact.
   *
   * @param location the location of the first row that names the contact; null if none does
   */
  synchronized void notLinked(
      @Nullable Location location, ContactKey contact, int count, String reason) {
    linksMissing += count;
    notLinked.add(
        new Report.Problem(
            location,
            null,
            count + " not linked to the contact with the " + contact + ": " + reason));
  }

  /**
   * Sets the number of known objects without a row.
   *
   * @param remark why they are not deleted; null if they are deleted
   */
  synchronized void gone(long count, @Nullable String remark) {
    gone = count;
    goneRemark = remark;
  }

  synchronized void deleted() {
    deleted++;
  }

  synchronized long deletedGone() {
    return deleted;
  }

  synchronized void notDeleted(String key, String reason) {
    notDeleted.add(new Report.Problem(null, key, reason));
  }

  synchronized long objects() {
    return stored + rowsPartlyStored;
  }

  synchronized Report report(long calls, Duration elapsed) {
    return new Report(
        rows,
        stored,
        unchanged,
        rowsPartlyStored,
        dropped.report(),
        failed.report(),
        links,
        linksMissing,
        notLinked.report(),
        gone,
        deleted,
        goneRemark,
        notDeleted.report(),
        calls,
        elapsed);
  }

  /** The problems of one kind with the lowest line or row numbers, and the number of all. */
  private static final class Lowest {
    private final int limit;
    private final TreeSet<Report.Problem> lowest =
        new TreeSet<>(
            Comparator.comparingLong(Report.Problem::number)
                .thenComparing(problem -> String.valueOf(problem.key()))
                .thenComparing(Report.Problem::text));
    private long count;

    Lowest(int limit) {
      this.limit = limit;
    }

    void add(Report.Problem problem) {
      count++;
      lowest.add(problem);
      if (lowest.size() > limit) {
        lowest.pollLast();
      }
    }

    Report.Problems report() {
      return new Report.Problems(count, List.copyOf(lowest));
    }
  }
}
