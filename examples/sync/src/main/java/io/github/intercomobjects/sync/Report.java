package io.github.intercomobjects.sync;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param failures the rows that were not stored
 * @param linksMissing links to contacts that could not be created
 * @param notLinked the contacts of missing links
 * @param gone objects that earlier runs stored and that have no row any more
 * @param deleted objects without a row that were deleted
 * @param goneRemark why objects without a row were not deleted; null if they were deleted
 * @param notDeleted objects without a row whose deletion failed
 * @param calls HTTP requests, including lookups and retries
 */
record Report(
    long rows,
    long stored,
    long unchanged,
    long partlyStored,
    Problems dropped,
    Problems failures,
    long links,
    long linksMissing,
    Problems notLinked,
    long gone,
    long deleted,
    @Nullable String goneRemark,
    Problems notDeleted,
    long calls,
    Duration elapsed) {

  /**
   * A problem with a row or an object.
   *
   * @param location the location of the row; null if no row is concerned
   * @param key the key of the row; null if it has none
   */
  record Problem(@Nullable Location location, @Nullable String key, String text) {
    long number() {
      return location == null ? 0 : location.number();
    }

    @Override
    public String toString() {
      return (location == null ? "" : location + "  ")
          + (key == null ? "" : Printable.cell(key) + "  ")
          + text;
    }
  }

  /**
   * The problems of one kind.
   *
   * @param count the number of all problems
   * @param shown the problems to show, those with the lowest line or row numbers
   */
  record Problems(long count, List<Problem> shown) {}

  /** Returns the number of rows that were not stored. */
  long failed() {
    return failures.count();
  }

  /** Returns whether rows, links or requested deletions failed. */
  boolean hasFailures(boolean deleteGone) {
    return failed() > 0 || linksMissing > 0 || (deleteGone && deleted < gone);
  }

  String seconds() {
    return String.format(Locale.ROOT, "%.1f", elapsed.toMillis() / 1000.0);
  }

  void print(PrintStream out) {
    row(out, "stored", stored, "");
    row(out, "unchanged", unchanged, unchanged == 0 ? "" : "not sent");
    row(
        out,
        "partly stored",
        partlyStored,
        partlyStored == 0 ? "" : "without " + counted(dropped.count(), "value") + ", listed below");
    row(out, "failed", failed(), failed() == 0 ? "" : "listed below");
    row(out, "links", links, linksMissing == 0 ? "" : linksMissing + " could not be created");
    if (gone > 0) {
      row(
          out,
          "deleted",
          deleted,
          goneRemark == null ? "of " + gone + " without a row" : goneRemark);
    }
    row(out, "calls", calls, "in " + seconds() + " s");
    list(
        out,
        "Partly stored: Intercom accepted these rows, but dropped these values. It drops options\n"
            + "that its lists do not have, times that it cannot parse, and ids that do not exist.",
        dropped);
    printFailures(out);
    list(out, "Not linked:", notLinked);
  }

  void printFailures(PrintStream out) {
    list(
        out,
        "Failed: correct these rows and run the command again. Rows that are already stored are not"
            + " duplicated.",
        failures);
    list(out, "Not deleted:", notDeleted);
  }

  /** Prints a line of a table of counts. */
  static void row(PrintStream out, String name, long count, String remark) {
    out.println(
        String.format(Locale.ROOT, "  %-17s %,9d  %s", name, count, remark).stripTrailing());
  }

  private static void list(PrintStream out, String heading, Problems problems) {
    long count = problems.count();
    if (count == 0) {
      return;
    }
    out.println();
    out.println(heading);
    problems.shown().forEach(problem -> out.println("  " + Printable.line(problem.toString())));
    long more = count - problems.shown().size();
    if (more > 0) {
      out.println("  and " + more + " more; show them with --show " + count);
    }
  }

  /** Returns the counts by name. */
  Map<String, Object> toMap() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("rows", rows);
    counts.put("stored", stored);
    counts.put("unchanged", unchanged);
    counts.put("partly_stored", partlyStored);
    counts.put("failed", failed());
    counts.put("links", links);
    counts.put("links_missing", linksMissing);
    counts.put("gone", gone);
    counts.put("deleted", deleted);
    counts.put("calls", calls);
    counts.put("seconds", elapsed.toMillis() / 1000.0);
    return counts;
  }

  static String counted(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
