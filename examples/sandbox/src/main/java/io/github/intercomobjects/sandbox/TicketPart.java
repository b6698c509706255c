package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was written or done in a ticket. Immutable.
 *
 * @param author as answers show it
 * @param body the text of a reply
 * @param attachments the names or addresses of files
 * @param change what else the part tells, such as whom it assigns the ticket to
 */
record TicketPart(
    String id,
    String type,
    Instant createdAt,
    ObjectNode author,
    @Nullable String body,
    List<ObjectNode> attachments,
    ObjectNode change) {
  /** The field of a change that tells which attribute has which value now. */
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
