package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** The ids in documented bodies, and the ids that a workspace assigned instead. */
final class ReplayIds {
  private final Map<String, String> actual = new HashMap<>();

  /** Stores the assigned id for a documented id, which may be missing. */
  void put(JsonNode documentedId, JsonNode stored) {
    if (documentedId.isValueNode() && !documentedId.isNull()) {
      actual.put(documentedId.asText(), stored.path("id").asText());
    }
  }

  String actual(String documentedId) {
    return actual.getOrDefault(documentedId, documentedId);
  }

  /** Returns a body with the assigned ids. */
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
