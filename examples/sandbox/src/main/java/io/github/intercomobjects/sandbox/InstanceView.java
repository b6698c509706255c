package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Custom object instances as responses show them. */
final class InstanceView {
  private final State state;
  private final boolean nestedNulls;
  private final int referencesShown;

  InstanceView(State state, boolean nestedNulls) {
    this(state, nestedNulls, Integer.MAX_VALUE);
  }

  /**
   * @param nestedNulls whether instances inside other objects show unset fields as null
   * @param referencesShown how many objects are shown under one reference attribute; if there are
   *     more, their number is shown too
   */
  InstanceView(State state, boolean nestedNulls, int referencesShown) {
    this.state = state;
    this.nestedNulls = nestedNulls;
    this.referencesShown = referencesShown;
  }

  ObjectNode full(InstanceTable table, StoredInstance instance) {
    ObjectNode body = shown(table, instance, true, true);
    body.put("created_at", instance.getCreatedAt().getEpochSecond());
    body.put("updated_at", instance.getUpdatedAt().getEpochSecond());
    return body;
  }

  /** Returns objects as contacts, conversations and instances show them. */
  ObjectNode list(String target, List<String> ids, boolean withReferences) {
    ObjectNode list = Json.object();
    list.put("type", target + ".list");
    ArrayNode instances = list.putArray("instances");
    InstanceTable table = state.table(target);
    for (String id : ids) {
      StoredInstance instance = table == null ? null : table.byId(id);
      instances.add(
          table == null || instance == null
              ? minimal(target, id)
              : shown(table, instance, nestedNulls, withReferences));
    }
    return list;
  }

  /** Returns the fields that are also shown inside other objects: all but the times of storage. */
  private ObjectNode shown(
      InstanceTable table, StoredInstance instance, boolean nulls, boolean withReferences) {
    ObjectNode body = Json.object();
    body.put("id", instance.getId());
    body.put("type", instance.getType());
    put(body, "external_id", instance.getExternalId(), nulls);
    put(body, "external_created_at", instance.getExternalCreatedAt(), nulls);
    put(body, "external_updated_at", instance.getExternalUpdatedAt(), nulls);
    ObjectNode attributes = body.putObject("custom_attributes");
    for (Attribute attribute : table.type().attributes().values()) {
      if (!(attribute instanceof Reference reference)) {
        attributes.set(attribute.name(), Json.node(instance.getAttributes().get(attribute.name())));
      } else if (withReferences) {
        List<String> ids = state.existing(reference.target(), instance.references(reference));
        if (ids.isEmpty()) {
          attributes.putNull(reference.name());
        } else {
          attributes.set(reference.name(), referenced(reference.target(), ids));
        }
      }
    }
    return body;
  }

  private static void put(ObjectNode body, String field, @Nullable Object value, boolean nulls) {
    if (nulls || value != null) {
      body.set(field, Json.node(value));
    }
  }

  private ObjectNode referenced(String target, List<String> ids) {
    int shown = Math.min(ids.size(), referencesShown);
    // Referenced objects show no references, because objects may refer to each other in a cycle.
    ObjectNode list = list(target, ids.subList(0, shown), false);
    if (shown < ids.size()) {
      list.put("total_count", ids.size());
    }
    return list;
  }

  private ObjectNode minimal(String target, String id) {
    ObjectNode body = Json.object();
    body.put("type", target);
    body.put("id", id);
    ContactRecord contact = state.contacts().byId(id);
    if (target.equals(Attribute.CONTACT) && contact != null) {
      body.put("external_id", contact.profile().externalId());
    }
    return body;
  }
}
