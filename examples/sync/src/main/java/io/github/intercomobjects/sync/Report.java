package io.github.intercomobjects.sync;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of the rows of a file.
 *
 * @param stored rows of which everything was stored
 * @param partlyStored rows that were stored without some of their values
 * @param dropped the values that were not stored
 * @param linksMissing links that could not be made to contacts
 * @param calls HTTP calls, look-ups and repetitions included
 */
record Report(
    long stored,
    long partlyStored,
    long dropped,
    long failed,
    long links,
    long linksMissing,
    List<Problem> droppedValues,
    List<Problem> failures,
    List<Problem> missingLinks,
    long calls,
    Duration elapsed) {

  /**
   * Something to look at.
   *
   * @param line the line of the file in which the row begins, counted from 1
   * @param key the row's key where it has one
   */
  record Problem(long line, @Nullable String key, String text) {
    @Override
    public String toString() {
      return "line " + line + "  " + (key == null ? "" : key + "  ") + text;
    }
  }

  /** Whether rows or links are missing. */
  boolean hasFailures() {
    return failed > 0 || linksMissing > 0;
  }

  String seconds() {
    return String.format(Locale.ROOT, "%.1f", elapsed.toMillis() / 1000.0);
  }

  void print(PrintStream out) {
    row(out, "stored", stored, "");
    row(
        out,
        "partly stored",
        partlyStored,
        partlyStored == 0 ? "" : "without " + counted(dropped, "value") + ", listed below");
    row(out, "failed", failed, failed == 0 ? "" : "listed below");
    row(out, "links", links, linksMissing == 0 ? "" : linksMissing + " could not be made");
    row(out, "calls", calls, "in " + seconds() + " s");
    list(
        out,
        "Partly stored: Intercom accepted the row and left these values empty. It does so with an"
            + " option that its list\ndoes not have, a time that it cannot read, and the id of"
            + " something that does not exist.",
        droppedValues,
        dropped);
    list(
        out,
        "Failed: correct these rows and run the file again; what is stored already is updated, not"
            + " doubled.",
        failures,
        failed);
    list(out, "Not linked:", missingLinks, missingLinks.size());
  }

  private static void row(PrintStream out, String name, long count, String remark) {
    out.println(
        String.format(Locale.ROOT, "  %-14s %,9d  %s", name, count, remark).stripTrailing());
  }

  private static void list(PrintStream out, String heading, List<Problem> problems, long count) {
    if (count == 0) {
      return;
    }
    out.println();
    out.println(heading);
    for (Problem problem : problems) {
      out.println("  " + problem);
    }
    if (problems.size() < count) {
      out.println("  and " + (count - problems.size()) + " more; --show " + count + " shows them");
    }
  }

  static String counted(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
