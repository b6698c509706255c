package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** The ids that documented bodies have, and those that a workspace gave in their place. */
final class ReplayIds {
  private final Map<String, String> actual = new HashMap<>();

  /** Remembers what was stored in the place of a documented id, which may be missing. */
  void put(JsonNode documentedId, JsonNode stored) {
    if (documentedId.isValueNode() && !documentedId.isNull()) {
      actual.put(documentedId.asText(), stored.path("id").asText());
    }
  }

  String actual(String documentedId) {
    return actual.getOrDefault(documentedId, documentedId);
  }

  /** A body with the ids that the workspace gave. */
  JsonNode translate(JsonNode body) {
    if (body instanceof ObjectNode) {
      ObjectNode translated = Json.object();
      body.properties().forEach(e -> translated.set(e.getKey(), translate(e.getValue())));
      return translated;
    }
    if (body instanceof ArrayNode) {
      ArrayNode translated = Json.object().putArray("entries");
      body.forEach(entry -> translated.add(translate(entry)));
      return translated;
    }
    // The ids of one example differ from all its other values, so the names need not be known.
    String id = actual.get(body.asText());
    return id == null ? body : Json.node(id);
  }
}
