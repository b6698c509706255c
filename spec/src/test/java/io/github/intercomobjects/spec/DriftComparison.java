package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds what one description of the API (theirs) has that ours lacks or dates later, and what ours
 * should find in theirs. A field of a schema of ours is one row, however many bodies show it.
 */
final class DriftComparison {
  private final JsonNode ours;
  private final JsonNode theirs;
  private final String version;
  private final Map<String, Set<String>> places = new TreeMap<>();
  private final Map<String, Set<String>> onlyInOurs = new TreeMap<>();
  private final Set<String> inBoth = new HashSet<>();
  private final Set<List<List<JsonNode>>> open = new HashSet<>();

  private DriftComparison(JsonNode ours, JsonNode theirs) {
    this.ours = ours;
    this.theirs = theirs;
    this.version = theirs.path("info").path("version").asText();
  }

  /**
   * Returns the rows, sorted.
   *
   * @param scope tells by its path, whose parameters are {@code {}}, whether an operation matters
   */
  static List<DriftRow> rows(JsonNode ours, JsonNode theirs, Predicate<String> scope) {
    DriftComparison comparison = new DriftComparison(ours, theirs);
    comparison.compareOperations(scope);
    comparison.foldAlternatives();
    comparison.onlyInOurs.keySet().removeAll(comparison.inBoth);
    comparison.onlyInOurs.forEach(
        (field, places) -> comparison.places.put("field missing in theirs: " + field, places));
    return comparison.places.entrySet().stream()
        .map(row -> new DriftRow(row.getKey(), List.copyOf(row.getValue())))
        .toList();
  }

  private void compareOperations(Predicate<String> scope) {
    Description our = new Description(ours);
    Description their = new Description(theirs);
    for (String key : their.operations()) {
      if (our.operations().contains(key)) {
        if (!isExpected(our.node(key))) {
          add("outside its versions in ours: " + key, key);
        }
        compareStatuses(key, their.node(key), our.node(key));
        compareParameters(key, queryParameters(their, key), queryParameters(our, key));
        compareBodies(key, their.bodies(key), our.bodies(key));
      } else if (scope.test(key.substring(key.indexOf(' ') + 1))) {
        add("operation missing in ours: " + key, key);
      }
    }
    for (String key : our.operations()) {
      if (!their.operations().contains(key) && isExpected(our.node(key))) {
        add("operation missing in theirs: " + key, key);
      }
    }
  }

  private static Map<String, JsonNode> queryParameters(Description description, String key) {
    Map<String, JsonNode> parameters = new TreeMap<>();
    for (JsonNode parameter : description.parameters(key, "query")) {
      parameters.put(parameter.path("name").asText(), parameter);
    }
    return parameters;
  }

  /** A status that theirs documents is to stand in ours by itself, not under {@code default}. */
  private void compareStatuses(String key, JsonNode their, JsonNode own) {
    their
        .path("responses")
        .fieldNames()
        .forEachRemaining(
            status -> {
              // Of a success the missing body is told.
              if (!status.startsWith("2") && !own.path("responses").has(status)) {
                add("status missing in ours: " + key + " " + status, key + " " + status);
              }
            });
  }

  private void compareParameters(
      String key, Map<String, JsonNode> theirParameters, Map<String, JsonNode> ourParameters) {
    theirParameters.forEach(
        (name, parameter) -> {
          JsonNode own = ourParameters.get(name);
          String what = key + " ?" + name;
          if (own == null) {
            add("parameter missing in ours: " + what, what);
          } else {
            compare(List.of(parameter.path("schema")), List.of(own.path("schema")), what, what);
          }
        });
    ourParameters.forEach(
        (name, parameter) -> {
          if (!theirParameters.containsKey(name) && isExpected(parameter)) {
            add("parameter missing in theirs: " + key + " ?" + name, key + " ?" + name);
          }
        });
  }

  private void compareBodies(
      String key, Map<Integer, JsonNode> theirBodies, Map<Integer, JsonNode> ourBodies) {
    theirBodies.forEach(
        (status, media) -> {
          JsonNode schema = media.path("schema");
          if (!schema.isObject() || (status != 0 && status / 100 != 2)) {
            return;
          }
          String what = key + " " + (status == 0 ? "request" : status);
          JsonNode own = ourBodies.getOrDefault(status, MissingNode.getInstance()).path("schema");
          if (!own.isObject()) {
            add("body missing in ours: " + what, what);
          } else {
            compare(List.of(schema), List.of(own), what, what + " $");
          }
        });
  }

  /**
   * Compares two schemas, each the merger of several.
   *
   * @param name the schema and field of ours
   * @param place the operation, the direction and the path from the root of the body
   */
  private void compare(
      List<JsonNode> theirSchemas, List<JsonNode> ourSchemas, String name, String place) {
    Shape their = new Shape(theirs, theirSchemas);
    Shape our = new Shape(ours, ourSchemas);
    for (String kind : their.kinds()) {
      if (!our.takes(kind)) {
        add("kind not taken by ours: " + name + " " + kind, place);
      }
    }
    for (String value : their.values()) {
      if (!our.values().isEmpty() && !our.values().contains(value)) {
        add("value missing in ours: " + name + " " + value, place);
      }
    }
    List<List<JsonNode>> pair = List.of(theirSchemas, ourSchemas);
    if (our.takesAnyProperty() || !open.add(pair)) {
      return;
    }
    if (our.takes("object")) {
      compareFields(their, our, name, place);
    }
    if (!their.items().isEmpty() && !our.items().isEmpty()) {
      compare(their.items(), our.items(), name + "[]", place + "[]");
    }
    open.remove(pair);
  }

  private void compareFields(Shape their, Shape our, String name, String place) {
    their
        .properties()
        .forEach(
            (field, schemas) -> {
              String what = field(our, name, field);
              String where = place + "." + field;
              List<JsonNode> own = our.properties().getOrDefault(field, our.otherProperties());
              if (own.isEmpty()) {
                add("field missing in ours: " + what, where);
              } else {
                inBoth.add(what);
                compare(schemas, own, what, where);
              }
            });
    our.properties()
        .forEach(
            (field, schemas) -> {
              if (!their.takesAnyProperty()
                  && !their.properties().containsKey(field)
                  && schemas.stream().allMatch(this::isExpected)) {
                onlyInOurs
                    .computeIfAbsent(field(our, name, field), key -> new TreeSet<>())
                    .add(place + "." + field);
              }
            });
    if (!their.otherProperties().isEmpty() && !our.otherProperties().isEmpty()) {
      compare(their.otherProperties(), our.otherProperties(), field(our, name, "*"), place + ".*");
    }
  }

  /** Merges what is told of several alternatives into what is told of one of them alone. */
  private void foldAlternatives() {
    for (String row : List.copyOf(places.keySet())) {
      int colon = row.indexOf(": ") + 2;
      int dot = row.indexOf('.', colon);
      if (dot > 0 && row.indexOf('|') > 0) {
        for (String name : row.substring(colon, dot).split("\\|", -1)) {
          Set<String> alone = places.get(row.substring(0, colon) + name + row.substring(dot));
          if (alone != null && places.containsKey(row)) {
            alone.addAll(places.remove(row));
          }
        }
      }
    }
  }

  private static String field(Shape our, String name, String field) {
    Set<String> owners = our.owners(field);
    return (owners.isEmpty() ? name : String.join("|", owners)) + "." + field;
  }

  /** Whether something of ours belongs into a description of this version. */
  private boolean isExpected(JsonNode node) {
    return (!node.has("x-since") || compareVersions(node.get("x-since").asText(), version) <= 0)
        && (!node.has("x-until") || compareVersions(version, node.get("x-until").asText()) <= 0);
  }

  /** Compares by number; a version without one, which is Preview, comes after all others. */
  static int compareVersions(String left, String right) {
    return Long.compare(rank(left), rank(right));
  }

  private static long rank(String version) {
    if (!version.matches("\\d{1,6}\\.\\d{1,6}")) {
      return Long.MAX_VALUE;
    }
    int dot = version.indexOf('.');
    return Long.parseLong(version.substring(0, dot)) * 1_000_000
        + Long.parseLong(version.substring(dot + 1));
  }

  private void add(String row, String place) {
    places.computeIfAbsent(row, key -> new TreeSet<>()).add(place);
  }
}
