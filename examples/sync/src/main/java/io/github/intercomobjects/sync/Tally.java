package io.github.intercomobjects.sync;

import io.github.intercomobjects.Upserted.Dropped;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts what becomes of the rows. Thread-safe. */
final class Tally {
  private static final int LONGEST_TEXT = 200;

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
   * @param listed how many problems of each kind are kept, those with the lowest places: the memory
   *     they take must not grow with the source
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
      dropped.add(new Report.Problem(row.place(), row.key(), text(value)));
    }
  }

  /**
   * Name and value: the report is the operator's own, who is to look the value up in the source.
   */
  private static String text(Dropped dropped) {
    List<String> ids = dropped.getMissingIds();
    String text = dropped.getName() + "=" + (ids.isEmpty() ? dropped.getSent() : ids);
    int end =
        text.offsetByCodePoints(0, Math.min(LONGEST_TEXT, text.codePointCount(0, text.length())));
    return end < text.length() ? text.substring(0, end) + "…" : text;
  }

  synchronized void unchanged() {
    rows++;
    unchanged++;
  }

  synchronized void failed(Place place, @Nullable String key, String reason) {
    rows++;
    failed.add(new Report.Problem(place, key, reason));
  }

  synchronized void linked(int count) {
    links += count;
  }

  /**
   * @param place of the first row that names the contact; null if none does
   */
  synchronized void notLinked(@Nullable Place place, ContactKey contact, int count, String reason) {
    linksMissing += count;
    notLinked.add(
        new Report.Problem(
            place, null, count + " not linked to the contact with the " + contact + ": " + reason));
  }

  /**
   * @param count objects that are known and in no row
   * @param remark why they are not deleted; null if they are
   */
  synchronized void gone(long count, @Nullable String remark) {
    gone = count;
    goneRemark = remark;
  }

  synchronized void deleted() {
    deleted++;
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

  /** The problems of one kind with the lowest places, and how many there were. */
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
