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
 * The kinds of values by their locations in a JSON document. The entries of a list are combined: a
 * key exists if one of them has it.
 */
final class Outline {
  private final Map<Place, Set<String>> kinds = new TreeMap<>();

  static Outline of(JsonNode document) {
    Outline outline = new Outline();
    outline.add(new Place(List.of()), document);
    return outline;
  }

  /** Returns the differences of another document, each with its topmost location. */
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

  /** Returns the additional locations of another document. */
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

  /** Returns all locations with their kinds of values. */
  Map<Place, Set<String>> kinds() {
    return kinds;
  }

  /** Returns whether a location is within an existing list or object. */
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
   * A location in a document.
   *
   * @param steps the names on the path to it, {@code []} for an entry of a list
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
   * @param expected the kinds in the first document; empty if the location does not exist
   * @param found the kinds in the other
   */
  record Difference(String what, Place place, String expected, String found) {}
}
