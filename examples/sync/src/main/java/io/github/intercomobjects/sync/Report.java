package io.github.intercomobjects.sync;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the rows of a source.
 *
 * @param stored rows of which everything was stored
 * @param unchanged rows that were stored by an earlier run as they are
 * @param partlyStored rows that were stored without some of their values
 * @param dropped the values that were not stored
 * @param failures the rows that were not stored
 * @param linksMissing links that could not be made to contacts
 * @param notLinked the contacts of these
 * @param gone objects that are known from earlier runs and in no row any more
 * @param deleted those of them that were deleted
 * @param goneRemark why they were not; null if they were
 * @param notDeleted the others of them
 * @param calls HTTP calls, look-ups and repetitions included
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
   * Something to look at.
   *
   * @param place of the row; null where there is none
   * @param key the row's key where it has one
   */
  record Problem(@Nullable Place place, @Nullable String key, String text) {
    long number() {
      return place == null ? 0 : place.number();
    }

    @Override
    public String toString() {
      return (place == null ? "" : place + "  ") + (key == null ? "" : key + "  ") + text;
    }
  }

  /**
   * Problems of one kind.
   *
   * @param count of all
   * @param shown some of them, those with the lowest places
   */
  record Problems(long count, List<Problem> shown) {}

  /** How many rows were not stored. */
  long failed() {
    return failures.count();
  }

  /** Whether rows or links are missing, or objects are there that were to be deleted. */
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
    row(out, "links", links, linksMissing == 0 ? "" : linksMissing + " could not be made");
    if (gone > 0) {
      row(out, "deleted", deleted, goneRemark == null ? "of " + gone + " gone" : goneRemark);
    }
    row(out, "calls", calls, "in " + seconds() + " s");
    list(
        out,
        "Partly stored: Intercom accepted the row and left these values empty. It does so with an"
            + " option that its list\ndoes not have, a time that it cannot read, and the id of"
            + " something that does not exist.",
        dropped);
    printFailures(out);
    list(out, "Not linked:", notLinked);
    list(out, "Not deleted:", notDeleted);
  }

  void printFailures(PrintStream out) {
    list(
        out,
        "Failed: correct these rows and run it again; what is stored already is updated, not"
            + " doubled.",
        failures);
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
    problems.shown().forEach(problem -> out.println("  " + problem));
    long more = count - problems.shown().size();
    if (more > 0) {
      out.println("  and " + more + " more; --show " + count + " shows them");
    }
  }

  /** The counts, by their names. */
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
