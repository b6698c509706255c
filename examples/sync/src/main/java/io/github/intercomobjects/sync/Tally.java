package io.github.intercomobjects.sync;

import io.github.intercomobjects.Upserted.Dropped;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The counters of the results of a run. Thread-safe. */
final class Tally {
  private final ProblemGroups dropped;
  private final ProblemGroups failures;
  private final ProblemGroups notLinked;
  private final ProblemGroups notDeleted;
  private long expected;
  private long rows;
  private long stored;
  private long unchanged;
  private long rowsPartlyStored;
  private long failed;
  private long links;
  private long linksMissing;
  private long contactsCreated;
  private long gone;
  private long deleted;
  private @Nullable String goneRemark;
  private boolean full;

  /**
   * Creates a tally.
   *
   * @param listed the number of problems to keep for each reason, those with the lowest line or row
   *     numbers
   */
  Tally(int listed) {
    this.dropped = new ProblemGroups(listed);
    this.failures = new ProblemGroups(listed);
    this.notLinked = new ProblemGroups(listed);
    this.notDeleted = new ProblemGroups(listed);
  }

  /** Sets the number of rows of the source, of which a stopped run does not try all. */
  synchronized void expect(long rowsOfSource) {
    expected = rowsOfSource;
  }

  synchronized void stored(Row row, List<Dropped> values) {
    rows++;
    if (values.isEmpty()) {
      stored++;
      return;
    }
    rowsPartlyStored++;
    for (Dropped value : values) {
      dropped.add(row.location(), row.key(), Reason.of(value));
    }
  }

  synchronized void unchanged() {
    rows++;
    unchanged++;
  }

  synchronized void failed(Location location, @Nullable String key, List<Reason> reasons) {
    rows++;
    failed++;
    failures.add(location, key, reasons);
  }

  /** Counts a contact that was created. */
  synchronized void contactCreated() {
    contactsCreated++;
  }

  /** Counts links that were created. */
  synchronized void linked(long count) {
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
    String text =
        Printable.number(count) + " not linked to the contact with the " + contact + ": " + reason;
    notLinked.add(
        location,
        null,
        new Reason(
            text,
            Reason.of(reason).kind(),
            Report.counted(count, "link") + " to the contact with the " + contact));
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

  /** Records that rows were not sent, because the type had no room for their objects. */
  synchronized void withoutRoom() {
    full = true;
  }

  synchronized void deleted() {
    deleted++;
  }

  synchronized long deletedGone() {
    return deleted;
  }

  synchronized void notDeleted(String key, String reason) {
    notDeleted.add(null, key, Reason.of(reason));
  }

  synchronized Report report(Traffic traffic, Duration elapsed) {
    return new Report(
        rows,
        stored,
        unchanged,
        rowsPartlyStored,
        dropped.problems(),
        failed,
        failures.problems(),
        Math.max(0, expected - rows),
        full,
        links,
        linksMissing,
        notLinked.problems(),
        contactsCreated,
        gone,
        deleted,
        goneRemark,
        notDeleted.problems(),
        traffic,
        elapsed);
  }
}
