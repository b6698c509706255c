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
 * A comparison of our description of the API with an official one ("theirs"). It finds what ours
 * lacks or has only in later versions, and what theirs lacks although ours has it in that version.
 * A field of one of our schemas is one row, even if several bodies have it.
 */
final class DriftComparison {
  private final JsonNode ours;
  private final JsonNode theirs;
  private final String version;
  private final Map<String, Set<String>> locations = new TreeMap<>();
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
   * @param scope decides by the path, with {@code {}} for each parameter, whether an operation is
   *     compared
   */
  static List<DriftRow> rows(JsonNode ours, JsonNode theirs, Predicate<String> scope) {
    DriftComparison comparison = new DriftComparison(ours, theirs);
    comparison.compareOperations(scope);
    comparison.foldAlternatives();
    comparison.onlyInOurs.keySet().removeAll(comparison.inBoth);
    comparison.onlyInOurs.forEach(
        (field, locations) ->
            comparison.locations.put("field missing in theirs: " + field, locations));
    return comparison.locations.entrySet().stream()
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

  /** Requires that ours lists each status of theirs, and not only {@code default}. */
  private void compareStatuses(String key, JsonNode their, JsonNode own) {
    their
        .path("responses")
        .fieldNames()
        .forEachRemaining(
            status -> {
              // The body of a success is compared instead.
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
   * Compares two schemas, each of which is merged from several.
   *
   * @param name the schema and field of ours
   * @param location the operation, {@code request} or status, and the path in the body
   */
  private void compare(
      List<JsonNode> theirSchemas, List<JsonNode> ourSchemas, String name, String location) {
    Shape their = new Shape(theirs, theirSchemas);
    Shape our = new Shape(ours, ourSchemas);
    for (String kind : their.kinds()) {
      if (!our.allows(kind)) {
        add("kind not allowed in ours: " + name + " " + kind, location);
      }
    }
    for (String value : their.values()) {
      if (!our.values().isEmpty() && !our.values().contains(value)) {
        add("value missing in ours: " + name + " " + value, location);
      }
    }
    List<List<JsonNode>> pair = List.of(theirSchemas, ourSchemas);
    if (our.allowsAnyProperty() || !open.add(pair)) {
      return;
    }
    if (our.allows("object")) {
      compareFields(their, our, name, location);
    }
    if (!their.items().isEmpty() && !our.items().isEmpty()) {
      compare(their.items(), our.items(), name + "[]", location + "[]");
    }
    open.remove(pair);
  }

  private void compareFields(Shape their, Shape our, String name, String location) {
    their
        .properties()
        .forEach(
            (field, schemas) -> {
              String what = field(our, name, field);
              String where = location + "." + field;
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
              if (!their.allowsAnyProperty()
                  && !their.properties().containsKey(field)
                  && schemas.stream().allMatch(this::isExpected)) {
                onlyInOurs
                    .computeIfAbsent(field(our, name, field), key -> new TreeSet<>())
                    .add(location + "." + field);
              }
            });
    if (!their.otherProperties().isEmpty() && !our.otherProperties().isEmpty()) {
      compare(
          their.otherProperties(), our.otherProperties(), field(our, name, "*"), location + ".*");
    }
  }

  /** Merges rows about several alternatives into the row about one of them. */
  private void foldAlternatives() {
    for (String row : List.copyOf(locations.keySet())) {
      int colon = row.indexOf(": ") + 2;
      int dot = row.indexOf('.', colon);
      if (dot > 0 && row.indexOf('|') > 0) {
        for (String name : row.substring(colon, dot).split("\\|", -1)) {
          Set<String> alone = locations.get(row.substring(0, colon) + name + row.substring(dot));
          if (alone != null && locations.containsKey(row)) {
            alone.addAll(locations.remove(row));
          }
        }
      }
    }
  }

  private static String field(Shape our, String name, String field) {
    Set<String> owners = our.owners(field);
    return (owners.isEmpty() ? name : String.join("|", owners)) + "." + field;
  }

  /** Returns whether theirs should have something of ours, according to its versions. */
  private boolean isExpected(JsonNode node) {
    return (!node.has("x-since") || compareVersions(node.get("x-since").asText(), version) <= 0)
        && (!node.has("x-until") || compareVersions(version, node.get("x-until").asText()) <= 0);
  }

  /** Compares versions by number. A version without a number, Preview, is the newest. */
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

  private void add(String row, String location) {
    locations.computeIfAbsent(row, key -> new TreeSet<>()).add(location);
  }
}
