package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Reads the fields of an update: what the request leaves out keeps its value. */
final class Fields {
  private Fields() {}

  static @Nullable String text(ObjectNode request, String field, @Nullable String previous) {
    JsonNode value = request.get(field);
    if (value == null) {
      return previous;
    }
    if (value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw Refusal.invalid(field, field + " must be a string, was " + Json.kindOf(value));
    }
    if (value.textValue().isBlank()) {
      throw Refusal.invalid(field, field + " must not be blank; null clears it");
    }
    return value.textValue();
  }

  static boolean flag(ObjectNode request, String field, boolean previous) {
    JsonNode value = request.get(field);
    if (value == null) {
      return previous;
    }
    if (!value.isBoolean()) {
      throw Refusal.invalid(field, field + " must be a boolean, was " + Json.kindOf(value));
    }
    return value.booleanValue();
  }

  static ParentAttributes customAttributes(
      ObjectNode request, ParentAttributes previous, AttributeReader reader) {
    JsonNode sent = request.get("custom_attributes");
    return sent == null ? previous : previous.merge(sent, reader);
  }
}
