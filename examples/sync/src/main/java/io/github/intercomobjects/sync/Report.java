package io.github.intercomobjects.sync;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run.
 *
 * @param stored rows that were stored completely
 * @param unchanged rows that an earlier run stored and that have not changed since
 * @param partlyStored rows that were stored without some of their values
 * @param dropped the values that were not stored
 * @param failed rows that were not stored
 * @param failures their problems, of which a row may have several
 * @param notTried rows that a stopped run did not get to, or for which the type had no room
 * @param full whether the type had no room
 * @param links links to contacts that were created
 * @param linksMissing links to contacts that could not be created
 * @param notLinked the contacts of missing links
 * @param contactsCreated contacts that rows named and Intercom lacked
 * @param gone objects that earlier runs stored and that have no row any more
 * @param deleted objects without a row that were deleted
 * @param goneRemark why objects without a row were not deleted; null if they were deleted
 * @param notDeleted objects without a row whose deletion failed
 */
record Report(
    long rows,
    long stored,
    long unchanged,
    long partlyStored,
    Problems dropped,
    long failed,
    Problems failures,
    long notTried,
    boolean full,
    long links,
    long linksMissing,
    Problems notLinked,
    long contactsCreated,
    long gone,
    long deleted,
    @Nullable String goneRemark,
    Problems notDeleted,
    Traffic traffic,
    Duration elapsed) {

  /** Returns whether rows, links or requested deletions failed. */
  boolean hasFailures(boolean deleteGone) {
    return failed > 0 || hasOtherFailures(deleteGone);
  }

  /** Returns whether links or requested deletions failed, or rows are left for the next run. */
  boolean hasOtherFailures(boolean deleteGone) {
    return notTried > 0 || linksMissing > 0 || (deleteGone && deleted < gone);
  }

  /** Returns the failure that ended the run, with what the run did before. */
  CannotRunException stopped(CannotRunException e) {
    long objects = stored + partlyStored;
    if (objects == 0 && failed == 0) {
      return e;
    }
    return new CannotRunException(
        e.text()
            + ". Stopped after "
            + counted(objects, "row")
            + " had been stored and "
            + counted(failed, "row")
            + " had failed; "
            + counted(notTried, "row")
            + (notTried == 1 ? " was" : " were")
            + " not tried. Stored rows stay stored, and the next run continues with the others",
        e);
  }

  String seconds() {
    return String.format(Locale.ROOT, "%.1f", elapsed.toMillis() / 1000.0);
  }

  /** Prints how many rows a source has. */
  static void printRows(PrintStream out, RowSource source, long rows) {
    out.println();
    if (rows == 0) {
      out.println(Printable.lines(RowsCheck.none(source).toString()));
    }
    String part = source.isLimited() ? ", without those that the cursor leaves out" : "";
    out.println(counted(rows, "row") + " of " + Printable.line(source.name()) + part);
  }

  /** Prints the result with the source of its rows. */
  void print(PrintStream out, RowSource source) {
    printRows(out, source, rows);
    print(out);
  }

  void print(PrintStream out) {
    row(out, "stored", stored, "");
    row(out, "unchanged", unchanged, unchanged == 0 ? "" : "not sent");
    row(
        out,
        "partly stored",
        partlyStored,
        partlyStored == 0 ? "" : "without " + counted(dropped.count(), "value") + ", listed below");
    row(out, "failed", failed, failed == 0 ? "" : "listed below");
    if (notTried > 0) {
      row(
          out,
          "not tried",
          notTried,
          full ? "the type was full before the deletions; the next run stores the others" : "");
    }
    if (contactsCreated > 0) {
      row(out, "contacts created", contactsCreated, "which rows name and Intercom did not have");
    }
    row(
        out,
        "links",
        links,
        linksMissing == 0 ? "" : Printable.number(linksMissing) + " could not be created");
    if (gone > 0) {
      row(
          out,
          "deleted",
          deleted,
          goneRemark == null ? "of " + Printable.number(gone) + " without a row" : goneRemark);
    }
    row(out, "calls", traffic.calls(), "in " + Printable.time(elapsed) + traffic.remark());
    dropped.print(
        out,
        "Partly stored: Intercom accepted these rows, but dropped these values. It drops options\n"
            + "that its lists do not have, times that it cannot parse, and ids that do not exist.",
        "row");
    printFailures(out);
    notLinked.print(out, "Not linked:", "contact");
  }

  void printFailures(PrintStream out) {
    failures.print(
        out,
        "Failed: correct these rows and run the command again. Rows that are already stored are not"
            + " duplicated.",
        "row");
    notDeleted.print(out, "Not deleted:", "object");
  }

  /** Prints a line of a table of counts. */
  static void row(PrintStream out, String name, long count, String remark) {
    out.println(
        String.format(Locale.ROOT, "  %-17s %,9d  %s", name, count, remark).stripTrailing());
  }

  /** Returns the counts by name. */
  Map<String, Object> toMap() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("rows", rows);
    counts.put("stored", stored);
    counts.put("unchanged", unchanged);
    counts.put("partly_stored", partlyStored);
    counts.put("failed", failed);
    counts.put("not_tried", notTried);
    counts.put("links", links);
    counts.put("links_missing", linksMissing);
    counts.put("contacts_created", contactsCreated);
    counts.put("gone", gone);
    counts.put("deleted", deleted);
    counts.put("calls", traffic.calls());
    counts.put("retries", traffic.retries());
    counts.put("rate_limited", traffic.rateLimited());
    counts.put("seconds", elapsed.toMillis() / 1000.0);
    counts.put("reasons", failures.toMaps());
    counts.put("dropped", dropped.toMaps());
    counts.put("reasons_not_linked", notLinked.toMaps());
    counts.put("reasons_not_deleted", notDeleted.toMaps());
    return counts;
  }

  static String counted(long count, String noun) {
    return Printable.counted(count, noun);
  }
}
