package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.json.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations on one custom object instance. Runs under the workspace's lock. */
final class InstanceCalls {
  /** An external id that Intercom reserves. */
  private static final String RESERVED_EXTERNAL_ID = "reference_not_found";

  private final Settings settings;
  private final State state;
  private final AttributeReader reader;
  private final InstanceView view;

  InstanceCalls(Settings settings, State state, AttributeReader reader, InstanceView view) {
    this.settings = settings;
    this.state = state;
    this.reader = reader;
    this.view = view;
  }

  static InstanceTable table(State state, String type) {
    InstanceTable table = state.table(type);
    if (table == null) {
      throw Refusal.notFound("Custom object type `" + type + "` not found");
    }
    return table;
  }

  ObjectNode createOrUpdate(String type, ObjectNode request, Dropped dropped) {
    InstanceTable table = table(state, type);
    String externalId = externalId(request);
    StoredInstance previous = externalId == null ? null : table.byExternalId(externalId);
    Map<String, Object> attributes =
        attributes(table, previous, request.path("custom_attributes"), dropped);
    if (previous == null && table.size() >= settings.maxInstancesPerType()) {
      throw new Refusal(
          400,
          "custom_data_limit_reached",
          type + " already has " + settings.maxInstancesPerType() + " instances",
          null);
    }
    Instant now = state.now();
    StoredInstance next =
        new StoredInstance(
            type,
            previous == null ? state.nextInstanceId() : previous.getId(),
            externalId,
            time(
                request,
                "external_created_at",
                previous == null ? null : previous.getExternalCreatedAt(),
                dropped),
            time(
                request,
                "external_updated_at",
                previous == null ? null : previous.getExternalUpdatedAt(),
                dropped),
            previous == null ? now : previous.getCreatedAt(),
            now,
            attributes);
    table.put(next);
    return view.full(table, next);
  }

  ObjectNode findByExternalId(String type, String externalId, ApiVersion version) {
    InstanceTable table = table(state, type);
    return lookedUp(table, table.byExternalId(externalId), version);
  }

  ObjectNode findById(String type, String id, ApiVersion version) {
    InstanceTable table = table(state, type);
    return lookedUp(table, table.byId(id), version);
  }

  ObjectNode deleteByExternalId(String type, String externalId) {
    InstanceTable table = table(state, type);
    return delete(table, table.byExternalId(externalId));
  }

  ObjectNode deleteById(String type, String id) {
    InstanceTable table = table(state, type);
    return delete(table, table.byId(id));
  }

  private static @Nullable String externalId(ObjectNode request) {
    JsonNode externalId = request.get("external_id");
    if (externalId == null || externalId.isNull()) {
      return null;
    }
    if (!externalId.isTextual()) {
      throw Refusal.invalid(
          "external_id", "external_id must be a string, was " + JsonValue.kindOf(externalId));
    }
    String text = externalId.textValue();
    if (text.isBlank()) {
      throw Refusal.invalid("external_id", "external_id must not be blank");
    }
    if (text.equals(RESERVED_EXTERNAL_ID)) {
      throw Refusal.invalid("external_id", "external_id must not be " + RESERVED_EXTERNAL_ID);
    }
    return text;
  }

  private Map<String, Object> attributes(
      InstanceTable table, @Nullable StoredInstance previous, JsonNode sent, Dropped dropped) {
    Map<String, Object> attributes =
        new LinkedHashMap<>(previous == null ? Map.of() : previous.getAttributes());
    if (sent.isMissingNode() || sent.isNull()) {
      return attributes;
    }
    if (!sent.isObject()) {
      throw Refusal.invalid(
          "custom_attributes",
          "custom_attributes must be an object, was " + JsonValue.kindOf(sent));
    }
    for (Map.Entry<String, JsonNode> entry : sent.properties()) {
      Attribute attribute = table.type().attribute(entry.getKey());
      if (attribute == null) {
        throw Refusal.invalid(
            entry.getKey(), table.type().getName() + " has no attribute '" + entry.getKey() + "'");
      }
      Object value = reader.read(attribute, entry.getValue(), dropped);
      if (value == null) {
        attributes.remove(entry.getKey());
      } else {
        attributes.put(entry.getKey(), value);
      }
    }
    return attributes;
  }

  private static @Nullable Instant time(
      ObjectNode request, String field, @Nullable Instant previous, Dropped dropped) {
    JsonNode sent = request.get(field);
    return sent == null ? previous : AttributeReader.time(field, sent, dropped);
  }

  private ObjectNode lookedUp(
      InstanceTable table, @Nullable StoredInstance instance, ApiVersion version) {
    if (instance != null) {
      return view.full(table, instance);
    }
    boolean foundFalse =
        switch (settings.missAnswer()) {
          case BY_VERSION -> version.isAtLeast(ApiVersion.V2_16);
          case NOT_FOUND -> false;
          case FOUND_FALSE -> true;
        };
    if (foundFalse) {
      return Json.object().put("found", false);
    }
    throw Refusal.notFound(
        version.isAtLeast(ApiVersion.V2_14)
            ? "Object not found"
            : "Custom object instance not found");
  }

  private static ObjectNode delete(InstanceTable table, @Nullable StoredInstance instance) {
    if (instance == null) {
      throw Refusal.notFound("Custom object instance not found");
    }
    table.remove(instance);
    return Json.deleted(instance.getId(), instance.getType());
  }
}
