package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The custom attributes of a contact or conversation: values and links. Immutable. */
final class ParentAttributes {
  private final Map<String, Reference> relationships;
  private final Map<String, JsonNode> values;
  private final Map<String, List<String>> links;

  private ParentAttributes(
      Map<String, Reference> relationships,
      Map<String, JsonNode> values,
      Map<String, List<String>> links) {
    this.relationships = relationships;
    this.values = values;
    this.links = links;
  }

  static ParentAttributes none(Map<String, Reference> relationships) {
    return new ParentAttributes(relationships, Map.of(), Map.of());
  }

  Map<String, Reference> relationships() {
    return relationships;
  }

  /** Returns the values as they were sent, by the names of their attributes. */
  Map<String, JsonNode> values() {
    return values;
  }

  /** Returns the ids under a relationship, including deleted ones. */
  List<String> links(String relationship) {
    return links.getOrDefault(relationship, List.of());
  }

  /** Returns these attributes with the changes of a request. */
  ParentAttributes merge(JsonNode customAttributes, AttributeReader reader, Dropped dropped) {
    if (customAttributes.isNull()) {
      return this;
    }
    if (!customAttributes.isObject()) {
      throw Refusal.invalid("custom_attributes", "custom_attributes must be an object");
    }
    Map<String, JsonNode> newValues = new LinkedHashMap<>(values);
    Map<String, List<String>> newLinks = new LinkedHashMap<>(links);
    for (Map.Entry<String, JsonNode> entry : customAttributes.properties()) {
      Reference relationship = relationships.get(entry.getKey());
      if (relationship != null) {
        newLinks.put(entry.getKey(), reader.readReference(relationship, entry.getValue(), dropped));
      } else if (entry.getValue().isNull()) {
        newValues.remove(entry.getKey());
      } else {
        newValues.put(entry.getKey(), entry.getValue());
      }
    }
    return new ParentAttributes(relationships, newValues, newLinks);
  }
}
