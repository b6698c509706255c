package io.github.intercomobjects.sync;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The problems of one sort, such as rows that failed, grouped by their reasons.
 *
 * @param count the number of all problems
 * @param groups the largest first
 */
record Problems(long count, List<Group> groups) {
  /**
   * A problem with a row or an object.
   *
   * @param location the location of the row; null if no row is concerned
   * @param key the key of the row; null if it has none
   */
  record Problem(@Nullable Location location, @Nullable String key, Reason reason) {
    static final Comparator<Problem> BY_LOCATION =
        Comparator.comparingLong(Problem::number)
            .thenComparing(problem -> String.valueOf(problem.key()))
            .thenComparing(problem -> problem.reason().text());

    long number() {
      return location == null ? 0 : location.number();
    }

    /** Returns the problem without its reason, which the heading of a group has. */
    String withoutReason() {
      String value = reason.value();
      return (located() + (value == null ? "" : value)).strip();
    }

    private String located() {
      return (location == null ? "" : location + "  ")
          + (key == null ? "" : Printable.key(key) + "  ");
    }

    @Override
    public String toString() {
      return located() + reason.text();
    }
  }

  /**
   * The problems with one reason.
   *
   * @param kind the reason without the values of the rows
   * @param count the number of all of them
   * @param shown those with the lowest line or row numbers
   */
  record Group(String kind, long count, List<Problem> shown) {
    private static final Comparator<Group> LARGEST_FIRST =
        Comparator.comparingLong(Group::count)
            .reversed()
            .thenComparing(group -> group.shown().isEmpty() ? 0 : group.shown().get(0).number())
            .thenComparing(Group::kind);
  }

  static Problems of(List<Group> groups) {
    return new Problems(
        groups.stream().mapToLong(Group::count).sum(),
        groups.stream().sorted(Group.LARGEST_FIRST).toList());
  }

  /** Returns the problems to show, in the order of their rows. */
  List<Problem> shown() {
    return groups.stream()
        .flatMap(group -> group.shown().stream())
        .sorted(Problem.BY_LOCATION)
        .toList();
  }

  /**
   * Prints each reason once, with its problems.
   *
   * @param noun what has the problems, such as "row"
   */
  void print(PrintStream out, String heading, String noun) {
    if (count == 0) {
      return;
    }
    out.println();
    out.println(heading);
    for (Group group : groups) {
      if (group.count() == 1 && !group.shown().isEmpty()) {
        out.println("  " + Printable.line(group.shown().get(0).toString()));
        continue;
      }
      out.println("  " + Report.counted(group.count(), noun) + ": " + Printable.line(group.kind()));
      for (Problem problem : group.shown()) {
        out.println("    " + Printable.line(problem.withoutReason()));
      }
      long more = group.count() - group.shown().size();
      if (more > 0) {
        out.println(
            "    and " + Printable.number(more) + " more; show them with --show " + group.count());
      }
    }
  }

  /** Returns the reasons with their counts, for programs. */
  List<Map<String, Object>> toMaps() {
    List<Map<String, Object>> reasons = new ArrayList<>();
    for (Group group : groups) {
      Map<String, Object> reason = new LinkedHashMap<>();
      reason.put("reason", group.kind());
      reason.put("count", group.count());
      reasons.add(reason);
    }
    return reasons;
  }
}
