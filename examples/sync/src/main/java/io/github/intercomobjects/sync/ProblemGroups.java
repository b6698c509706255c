package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.Problems.Group;
import io.github.intercomobjects.sync.Problems.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A collector of problems of one sort. Its memory does not grow with their number. */
final class ProblemGroups {
  /** The number of reasons that are counted separately: messages of others may all differ. */
  static final int MAX_GROUPS = 100;

  private static final String OTHER = "other reasons";

  private final int listed;
  private final Map<String, Lowest> groups = new LinkedHashMap<>();

  /**
   * Creates a collector.
   *
   * @param listed the number of problems to keep for each reason, those with the lowest line or row
   *     numbers
   */
  ProblemGroups(int listed) {
    this.listed = listed;
  }

  /** Adds the problems of one row, which counts once for each kind of reason. */
  void add(Location location, @Nullable String key, List<Reason> reasons) {
    Map<String, Reason> byKind = new LinkedHashMap<>();
    reasons.forEach(reason -> byKind.merge(reason.kind(), reason, Reason::and));
    byKind.values().forEach(reason -> add(location, key, reason));
  }

  void add(@Nullable Location location, @Nullable String key, Reason reason) {
    Lowest group = groups.get(reason.kind());
    if (group == null && groups.size() >= MAX_GROUPS) {
      reason = new Reason(reason.text(), OTHER, reason.text());
      group = groups.get(OTHER);
    }
    if (group == null) {
      group = new Lowest();
      groups.put(reason.kind(), group);
    }
    group.count++;
    group.lowest.add(new Problem(location, key, reason));
    if (group.lowest.size() > listed) {
      group.lowest.pollLast();
    }
  }

  Problems problems() {
    List<Group> all = new ArrayList<>();
    groups.forEach(
        (kind, group) -> all.add(new Group(kind, group.count, List.copyOf(group.lowest))));
    return Problems.of(all);
  }

  private static final class Lowest {
    private final TreeSet<Problem> lowest = new TreeSet<>(Problem.BY_LOCATION);
    private long count;
  }
}
