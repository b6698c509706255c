package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reply to a ticket or a change of it. Immutable.
 *
 * @param author the author as responses show it
 * @param body the text of a reply
 * @param attachments the files, by name or URL
 * @param change the additional fields of the part, such as the new assignee
 */
record TicketPart(
    String id,
    String type,
    Instant createdAt,
    ObjectNode author,
    @Nullable String body,
    List<ObjectNode> attachments,
    ObjectNode change) {
  /** The field of a change that has the name and the new value of an attribute. */
  static final String UPDATED_ATTRIBUTE = "updated_attribute_data";

  static final String STATE_UPDATED = "ticket_state_updated_by_admin";

  static ObjectNode stateChange(TicketState from, TicketState to) {
    return Json.object()
        .put("previous_ticket_state", from.category())
        .put("ticket_state", to.category());
  }

  ObjectNode view(ApiVersion version) {
    ObjectNode view = Json.object();
    view.put("type", "ticket_part");
    view.put("id", id);
    view.put("part_type", type);
    view.put("body", body);
    view.put("created_at", createdAt.getEpochSecond());
    view.put("updated_at", createdAt.getEpochSecond());
    view.set("author", author.deepCopy());
    attachments.forEach(view.putArray("attachments")::add);
    view.put("redacted", false);
    view.setAll(change.deepCopy());
    if (!version.isAtLeast(ApiVersion.V2_14)) {
      view.remove(UPDATED_ATTRIBUTE);
    }
    return view;
  }
}
