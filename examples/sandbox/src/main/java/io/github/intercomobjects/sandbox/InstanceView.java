package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.util.List;

/** Custom object instances as answers show them. */
final class InstanceView {
  private final State state;
  private final int referencesShown;

  InstanceView(State state) {
    this(state, Integer.MAX_VALUE);
  }

  /**
   * @param referencesShown how many objects are shown under one reference attribute; where there
   *     are more, their number is
   */
  InstanceView(State state, int referencesShown) {
    this.state = state;
    this.referencesShown = referencesShown;
  }

  ObjectNode whole(InstanceTable table, StoredInstance instance) {
    ObjectNode body = nested(table, instance, true);
    body.put("created_at", instance.getCreatedAt().getEpochSecond());
    body.put("updated_at", instance.getUpdatedAt().getEpochSecond());
    return body;
  }

  /** The objects behind ids, the way a contact, a conversation or an instance shows them. */
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
              : nested(table, instance, withReferences));
    }
    return list;
  }

  /** An instance inside another object: without the times at which the workspace stored it. */
  private ObjectNode nested(InstanceTable table, StoredInstance instance, boolean withReferences) {
    ObjectNode body = Json.object();
    body.put("id", instance.getId());
    body.put("type", instance.getType());
    body.put("external_id", instance.getExternalId());
    body.set("external_created_at", Json.node(instance.getExternalCreatedAt()));
    body.set("external_updated_at", Json.node(instance.getExternalUpdatedAt()));
    ObjectNode attributes = body.putObject("custom_attributes");
    for (Attribute attribute : table.type().attributes().values()) {
      if (!(attribute instanceof Reference reference)) {
        attributes.set(attribute.name(), Json.node(instance.getAttributes().get(attribute.name())));
      } else if (withReferences) {
        List<String> ids =
            state.existing(reference.target(), State.references(instance, reference));
        if (ids.isEmpty()) {
          attributes.putNull(reference.name());
        } else {
          attributes.set(reference.name(), referenced(reference.target(), ids));
        }
      }
    }
    return body;
  }

  private ObjectNode referenced(String target, List<String> ids) {
    int shown = Math.min(ids.size(), referencesShown);
    // References end here, because objects may refer to each other in a circle.
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
