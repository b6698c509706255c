package io.github.intercomobjects.spec;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * A check that the types of a package form no large cycle, by what {@code jdeps} reports.
 *
 * <pre>{@code
 * PackageCycles.check(Path.of("target", "classes"), "io.github.intercomobjects", 10);
 * }</pre>
 *
 * <p>A cycle is a set of types in which each one reaches all others by references (a strongly
 * connected component). A nested type counts as part of the top-level type that contains it.
 */
public final class PackageCycles {
  private final Map<String, Set<String>> references = new TreeMap<>();

  private PackageCycles(Path classes, String packageName) {
    // Not the root folder: jdeps would read its module-info.class and look for the modules.
    Path folder = classes.resolve(packageName.replace('.', '/'));
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
    jdeps.run(writer, writer, "-v", "--ignore-missing-deps", "-filter:none", folder.toString());
    String type = Pattern.quote(packageName) + "\\.(\\w+)(?:\\$\\S*)?";
    Matcher line = Pattern.compile("(?m)^ +" + type + " +-> " + type + " ").matcher(out.toString());
    while (line.find()) {
      if (!line.group(1).equals(line.group(2))) {
        references.computeIfAbsent(line.group(1), t -> new TreeSet<>()).add(line.group(2));
      }
    }
    if (references.isEmpty()) {
      throw new IllegalArgumentException(
          "No type of " + packageName + " refers to another one in " + folder + ":\n" + out);
    }
  }

  /**
   * Checks that no cycle of a package has more types than are allowed.
   *
   * @param classes the root folder of the compiled classes
   * @throws AssertionError if a cycle is larger; the message names all types of the largest cycle,
   *     and a path around it
   * @throws IllegalArgumentException if the folder holds no references between types of the package
   */
  public static void check(Path classes, String packageName, int atMost) {
    PackageCycles cycles = new PackageCycles(classes, packageName);
    Set<String> largest = cycles.largest();
    if (largest.size() > atMost) {
      throw new AssertionError(
          "A cycle of "
              + packageName
              + " has "
              + largest.size()
              + " types, but at most "
              + atMost
              + " are allowed: "
              + String.join(", ", largest)
              + "; a path around it: "
              + String.join(" -> ", cycles.pathAround(largest)));
    }
  }

  private Set<String> largest() {
    return references.keySet().stream()
        .map(this::cycleOf)
        .max(Comparator.comparing(Set::size))
        .orElseThrow();
  }

  private Set<String> cycleOf(String type) {
    Set<String> cycle = new TreeSet<>(reachedFrom(type).keySet());
    cycle.removeIf(other -> !reachedFrom(other).containsKey(type));
    return cycle;
  }

  /** Returns all types that a type reaches, each with the one before it on a shortest path. */
  private Map<String, String> reachedFrom(String start) {
    Map<String, String> before = new TreeMap<>();
    Queue<String> unread = new ArrayDeque<>(List.of(start));
    while (!unread.isEmpty()) {
      String type = unread.remove();
      for (String next : references.getOrDefault(type, Set.of())) {
        if (before.putIfAbsent(next, type) == null) {
          unread.add(next);
        }
      }
    }
    return before;
  }

  /** Returns the shortest path from the first type of a cycle back to it. */
  private Collection<String> pathAround(Set<String> cycle) {
    String start = cycle.iterator().next();
    Map<String, String> before = reachedFrom(start);
    Deque<String> path = new ArrayDeque<>(List.of(start));
    do {
      path.addFirst(Objects.requireNonNull(before.get(path.getFirst())));
    } while (!path.getFirst().equals(start));
    return path;
  }
}
