package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which kinds of values stand where in a JSON document. The entries of a list count together: a key
 * is there if one of them has it.
 */
final class Outline {
  private final Map<Place, Set<String>> kinds = new TreeMap<>();

  static Outline of(JsonNode document) {
    Outline outline = new Outline();
    outline.add(new Place(List.of()), document);
    return outline;
  }

  /** How another document differs: the topmost place of each difference. */
  List<Difference> differences(Outline other) {
    List<Difference> differences = new ArrayList<>();
    kinds.forEach(
        (place, expected) -> {
          Set<String> found = other.kinds.get(place);
          if (found != null) {
            if (!found.equals(expected)) {
              differences.add(
                  new Difference(
                      "type", place, String.join(" or ", expected), String.join(" or ", found)));
            }
          } else if (other.hasRoomFor(place)) {
            differences.add(new Difference("missing", place, String.join(" or ", expected), ""));
          }
        });
    differences.addAll(beyond(other));
    return differences;
  }

  /** What another document has more. */
  private List<Difference> beyond(Outline other) {
    List<Difference> more = new ArrayList<>();
    other.kinds.forEach(
        (place, found) -> {
          if (!kinds.containsKey(place) && hasRoomFor(place)) {
            more.add(new Difference("additional", place, "", String.join(" or ", found)));
          }
        });
    return more;
  }

  /** All places with the kinds that stand there. */
  Map<Place, Set<String>> kinds() {
    return kinds;
  }

  /** Whether there is a list or an object that could hold something at a place. */
  private boolean hasRoomFor(Place place) {
    Set<String> holder = kinds.get(place.holder());
    return holder != null && holder.contains(place.isEntry() ? "array" : "object");
  }

  private void add(Place place, JsonNode value) {
    kinds
        .computeIfAbsent(place, p -> new TreeSet<>())
        .add(value.getNodeType().name().toLowerCase(Locale.ROOT));
    value.properties().forEach(entry -> add(place.at(entry.getKey()), entry.getValue()));
    if (value.isArray()) {
      value.forEach(entry -> add(place.at(Place.ENTRY), entry));
    }
  }

  /**
   * Where something stands.
   *
   * @param steps the names on the way to it, {@code []} for an entry of a list
   */
  record Place(List<String> steps) implements Comparable<Place> {
    private static final String ENTRY = "[]";

    Place at(String step) {
      List<String> longer = new ArrayList<>(steps);
      longer.add(step);
      return new Place(List.copyOf(longer));
    }

    Place holder() {
      return steps.isEmpty()
          ? new Place(List.of(""))
          : new Place(steps.subList(0, steps.size() - 1));
    }

    boolean isEntry() {
      return !steps.isEmpty() && steps.get(steps.size() - 1).equals(ENTRY);
    }

    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("$");
      steps.forEach(step -> text.append(step.equals(ENTRY) ? "" : ".").append(step));
      return text.toString();
    }
  }

  /**
   * @param what {@code missing}, {@code additional} or {@code type}
   * @param expected the kinds in the first document; empty if the place is not there
   * @param found the kinds in the other
   */
  record Difference(String what, Place place, String expected, String found) {}
}
