package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Readers of the fields of an update, which return the previous value of an absent field. */
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
      throw Refusal.invalid(field, field + " must be a string, was " + JsonValue.kindOf(value));
    }
    if (value.textValue().isBlank()) {
      throw Refusal.invalid(field, field + " must not be blank; null clears it");
    }
    return value.textValue();
  }

  /** Returns an id, which is sent as text or as a whole number. */
  static @Nullable String id(ObjectNode request, String field, @Nullable String previous) {
    JsonNode value = request.get(field);
    return value != null && value.isIntegralNumber()
        ? value.asText()
        : text(request, field, previous);
  }

  /** Returns an id of decimal digits, which is sent as text or as a whole number. */
  static @Nullable String number(ObjectNode request, String field, @Nullable String previous) {
    String id = id(request, field, previous);
    if (id != null && !id.matches("[0-9]{1,18}")) {
      throw Refusal.invalid(field, field + " must have digits only, was '" + id + "'");
    }
    return id;
  }

  static @Nullable Instant time(ObjectNode request, String field, @Nullable Instant previous) {
    JsonNode value = request.get(field);
    if (value == null) {
      return previous;
    }
    if (value.isNull()) {
      return null;
    }
    Instant time = value.isIntegralNumber() ? Times.read(value) : null;
    if (time == null) {
      throw Refusal.invalid(
          field, field + " must be a time in unix seconds, was " + JsonValue.kindOf(value));
    }
    return time;
  }

  static boolean flag(ObjectNode request, String field, boolean previous) {
    JsonNode value = request.get(field);
    if (value == null) {
      return previous;
    }
    if (!value.isBoolean()) {
      throw Refusal.invalid(field, field + " must be a boolean, was " + JsonValue.kindOf(value));
    }
    return value.booleanValue();
  }

  static ParentAttributes customAttributes(
      ObjectNode request, ParentAttributes previous, AttributeReader reader, Dropped dropped) {
    JsonNode sent = request.get("custom_attributes");
    return sent == null ? previous : previous.merge(sent, reader, dropped);
  }
}
