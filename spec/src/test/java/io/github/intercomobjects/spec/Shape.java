package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values that a schema allows, one level deep. References are followed, and the members of
 * {@code allOf}, {@code oneOf} and {@code anyOf} are merged.
 */
final class Shape {
  private static final List<String> COMPOSED = List.of("allOf", "oneOf", "anyOf");

  private final JsonNode root;
  private final Set<String> kinds = new TreeSet<>();
  private final Set<String> names = new TreeSet<>();
  private final Set<String> values = new TreeSet<>();
  private final Map<String, List<JsonNode>> properties = new TreeMap<>();
  private final Map<String, Set<String>> owners = new TreeMap<>();
  private final List<JsonNode> otherProperties = new ArrayList<>();
  private final List<JsonNode> items = new ArrayList<>();
  private final Set<String> followed = new HashSet<>();
  private boolean anything;
  private boolean freeForm;

  /**
   * Creates the shape of values that fit at least one of several schemas.
   *
   * @param root the description that they refer to
   */
  Shape(JsonNode root, List<JsonNode> schemas) {
    this.root = root;
    schemas.forEach(schema -> add(schema, "", false));
  }

  /** Returns the JSON kinds of a value, including {@code null}; none if the schema has no type. */
  Set<String> kinds() {
    return kinds;
  }

  /** Returns the names of the schemas that list a property, else of all that list any property. */
  Set<String> owners(String property) {
    return owners.getOrDefault(property, names);
  }

  /** Returns the known values of closed and open enums. */
  Set<String> values() {
    return values;
  }

  Map<String, List<JsonNode>> properties() {
    return properties;
  }

  /** Returns the schemas of properties that are not listed. */
  List<JsonNode> otherProperties() {
    return otherProperties;
  }

  List<JsonNode> items() {
    return items;
  }

  /** Returns whether a value of this kind is allowed. */
  boolean allows(String kind) {
    return anything || kinds.contains(kind) || (kind.equals("integer") && kinds.contains("number"));
  }

  /** Returns whether an object may have any properties. */
  boolean allowsAnyProperty() {
    return anything || freeForm;
  }

  private void add(JsonNode schema, String owner, boolean partOfAll) {
    String ref = schema.path("$ref").asText();
    if (!ref.isEmpty()) {
      if (followed.add(ref)) {
        boolean keepsOwner = partOfAll && !owner.isEmpty();
        add(
            root.at(ref.substring(1)),
            keepsOwner ? owner : ref.substring(ref.lastIndexOf('/') + 1),
            partOfAll);
      }
      return;
    }
    boolean composed = false;
    for (String keyword : COMPOSED) {
      for (JsonNode member : schema.path(keyword)) {
        composed = true;
        add(member, owner, keyword.equals("allOf"));
      }
    }
    addKinds(schema, composed || partOfAll);
    addValues(schema);
    addProperties(schema.path("properties"), owner);
    JsonNode others = schema.path("additionalProperties");
    if (others.isObject() && !others.isEmpty()) {
      otherProperties.add(others);
    } else if (isObject(schema) && !schema.has("properties") && !composed) {
      freeForm = true;
    }
    if (schema.has("items")) {
      items.add(schema.get("items"));
    }
  }

  private void addProperties(JsonNode listed, String owner) {
    if (listed.isObject() && !owner.isEmpty()) {
      names.add(owner);
    }
    for (Map.Entry<String, JsonNode> property : listed.properties()) {
      properties
          .computeIfAbsent(property.getKey(), name -> new ArrayList<>())
          .add(property.getValue());
      if (!owner.isEmpty()) {
        owners.computeIfAbsent(property.getKey(), name -> new TreeSet<>()).add(owner);
      }
    }
  }

  private void addKinds(JsonNode schema, boolean isTypedElsewhere) {
    int before = kinds.size();
    if (schema.has("type")) {
      kinds.add(schema.get("type").asText());
    } else if (isObject(schema)) {
      kinds.add("object");
    } else if (schema.has("items")) {
      kinds.add("array");
    }
    if (schema.path("x-id").asBoolean()) {
      kinds.addAll(List.of("string", "integer"));
    }
    if (kinds.size() == before && !schema.has("type")) {
      anything |= !isTypedElsewhere;
    }
    if (schema.path("nullable").asBoolean()) {
      kinds.add("null");
    }
  }

  private void addValues(JsonNode schema) {
    for (String keyword : List.of("enum", "x-extensible-enum")) {
      for (JsonNode value : schema.path(keyword)) {
        if (value.isTextual()) {
          values.add(value.asText());
        }
      }
    }
  }

  private static boolean isObject(JsonNode schema) {
    return schema.path("type").asText().equals("object")
        || schema.has("properties")
        || schema.has("additionalProperties");
  }
}
