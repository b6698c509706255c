package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The object types and instances in documented bodies, to be created in a workspace. */
final class ShownObjects {
  private static final String LIST = ".list";

  private final Map<String, Map<String, JsonNode>> types = new TreeMap<>();
  private final Set<String> choices = new TreeSet<>();
  private final Set<String> dates = new TreeSet<>();

  /** Derives the attributes of a type from the values of an instance. */
  void see(String type, JsonNode customAttributes) {
    Map<String, JsonNode> attributes = types.computeIfAbsent(type, t -> new TreeMap<>());
    customAttributes
        .properties()
        .forEach(
            entry ->
                attributes.merge(
                    entry.getKey(),
                    entry.getValue(),
                    (before, now) -> now.isNull() || isList(before) ? before : now));
  }

  /** Derives list attributes and dates from texts that a workspace did not keep as they are. */
  void seeChange(JsonNode sent, JsonNode shown) {
    sent.properties()
        .forEach(
            entry -> {
              JsonNode stored = shown.path(entry.getKey());
              if (entry.getValue().isTextual() && stored.isNull()) {
                choices.add(entry.getKey());
              } else if (entry.getValue().isTextual() && stored.isNumber()) {
                dates.add(entry.getKey());
              }
            });
  }

  /** Derives the types of the instances that a contact or conversation shows. */
  void seeLinked(JsonNode customAttributes) {
    for (JsonNode value : customAttributes) {
      if (isList(value)) {
        see(target(value), value.path("instances").path(0).path("custom_attributes"));
      }
    }
  }

  void define(Workspace.Builder workspace) {
    types.forEach(
        (name, attributes) -> {
          ObjectTypeDefinition.Builder type = ObjectTypeDefinition.builder(name);
          attributes.forEach((attribute, value) -> define(type, attribute, value));
          workspace.objectType(type.build());
        });
  }

  private void define(ObjectTypeDefinition.Builder type, String attribute, JsonNode value) {
    if (choices.contains(attribute)) {
      type.list(attribute, "an option that nobody sends");
    } else if (dates.contains(attribute)) {
      type.date(attribute);
    } else if (isList(value)) {
      type.referenceToOne(attribute, target(value));
    } else if (value.isNumber()) {
      type.decimal(attribute);
    } else if (value.isBoolean()) {
      type.bool(attribute);
    } else {
      type.text(attribute);
    }
  }

  /** Returns whether a value shows instances. */
  static boolean isList(JsonNode value) {
    return value.path("type").asText().endsWith(LIST) && value.path("instances").isArray();
  }

  static String target(JsonNode list) {
    String type = list.path("type").asText();
    return type.substring(0, type.length() - LIST.length());
  }

  /** Stores an instance as it is shown, and returns it. */
  static JsonNode store(String type, JsonNode shown, ReplayIds ids, Http http) {
    ObjectNode body = Json.object();
    List.of("external_id", "external_created_at", "external_updated_at")
        .forEach(field -> copy(shown, body, field));
    if (!body.has("external_id")) {
      body.put("external_id", "123");
    }
    ObjectNode attributes = body.putObject("custom_attributes");
    shown
        .path("custom_attributes")
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              attributes.set(
                  entry.getKey(),
                  isList(value)
                      ? Json.node(ids.actual(value.at("/instances/0/id").asText()))
                      : value);
            });
    JsonNode stored =
        ReplayScene.done(http, "POST", "/custom_object_instances/" + type, body.toString());
    ids.put(shown.path("id"), stored);
    return stored;
  }

  /**
   * Returns the custom attributes of a contact or conversation as a request sends them, and stores
   * the instances that they show.
   */
  static ObjectNode sent(JsonNode customAttributes, ReplayIds ids, Http http) {
    ObjectNode sent = Json.object();
    customAttributes
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              if (isList(value)) {
                List<String> linked = new ArrayList<>();
                for (JsonNode instance : value.path("instances")) {
                  linked.add(store(target(value), instance, ids, http).path("id").asText());
                }
                linked.forEach(sent.putArray(entry.getKey())::add);
              } else {
                sent.set(entry.getKey(), value);
              }
            });
    return sent;
  }

  static void copy(JsonNode from, ObjectNode to, String field) {
    if (from.hasNonNull(field)) {
      to.set(field, from.get(field));
    }
  }
}
