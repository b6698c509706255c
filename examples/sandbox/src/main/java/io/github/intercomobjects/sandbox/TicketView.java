package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tickets as responses show them. */
final class TicketView {
  private final State state;

  TicketView(State state) {
    this.state = state;
  }

  ObjectNode full(TicketRecord ticket, ApiVersion version) {
    boolean since216 = version.isAtLeast(ApiVersion.V2_16);
    TicketRecord.Details details = ticket.details();
    ObjectNode body = Json.object();
    body.put("type", "ticket");
    body.put("id", ticket.id());
    // It differs from the id, as in Intercom, so that a client that confuses them fails.
    body.put("ticket_id", Long.toString(Long.parseLong(ticket.id()) - State.TICKETS_BEFORE));
    body.put("category", ticket.type().category());
    attributes(body.putObject("ticket_attributes"), details);
    body.set("ticket_state", state(details.state()));
    if (since216) {
      TicketState previous = details.previousState();
      body.put("previous_ticket_state_id", previous == null ? null : previous.id());
    }
    type(body.putObject("ticket_type"), ticket);
    ObjectNode contacts = Json.emptyList(body, "contacts", "contact.list", "contacts");
    state.current(List.of(ticket.contactId())).stream()
        .map(ContactView::reference)
        .forEach(contacts.withArray("contacts")::add);
    assignee(body, "admin_assignee_id", details.assignment().teammateId(), since216);
    assignee(body, "team_assignee_id", details.assignment().teamId(), since216);
    body.put("created_at", ticket.createdAt().getEpochSecond());
    body.put("updated_at", ticket.updatedAt().getEpochSecond());
    body.put("open", details.open());
    if (details.snoozedUntil() != null) {
      body.put("snoozed_until", details.snoozedUntil().getEpochSecond());
    }
    linkedConversation(body, ticket);
    body.put("is_shared", details.shared());
    ObjectNode parts = Json.emptyList(body, "ticket_parts", "ticket_part.list", "ticket_parts");
    ticket.parts().stream()
        .map(part -> part.view(version))
        .forEach(parts.withArray("ticket_parts")::add);
    parts.put("total_count", ticket.parts().size());
    return body;
  }

  /** Adds the attributes of the ticket, and those of its type as null if they are not set. */
  private static void attributes(ObjectNode shown, TicketRecord.Details details) {
    TicketType.ATTRIBUTES.forEach(shown::putNull);
    details.attributes().forEach(shown::set);
  }

  private static void type(ObjectNode body, TicketRecord ticket) {
    body.put("type", "ticket_type");
    body.put("id", ticket.type().id());
    body.put("name", ticket.type().name());
    body.put("description", "");
    body.put("icon", "🎫");
    body.put("category", ticket.type().category());
    body.put("workspace_id", "sandbox");
    body.put("archived", false);
    body.put("is_internal", false);
    body.put("created_at", AdminView.CREATED_AT);
    body.put("updated_at", AdminView.CREATED_AT);
    ObjectNode attributes = Json.emptyList(body, "ticket_type_attributes", "list", "data");
    for (String name : TicketType.ATTRIBUTES) {
      attributes.withArray("data").add(attribute(ticket.type(), name));
    }
    ObjectNode states = Json.emptyList(body, "ticket_states", "list", "data");
    for (TicketState one : TicketState.values()) {
      states.withArray("data").add(state(one));
    }
  }

  private static ObjectNode attribute(TicketType type, String name) {
    ObjectNode body = Json.object();
    body.put("type", "ticket_type_attribute");
    body.put("id", type.attributeId(name));
    body.put("workspace_id", "sandbox");
    body.put("name", name);
    body.put("description", "");
    body.put("data_type", "string");
    body.putNull("input_options");
    body.put("order", TicketType.ATTRIBUTES.indexOf(name));
    body.put("required_to_create", false);
    body.put("required_to_create_for_contacts", false);
    body.put("visible_on_create", true);
    body.put("visible_to_contacts", true);
    body.put("default", true);
    body.put("ticket_type_id", Long.parseLong(type.id()));
    body.put("archived", false);
    body.put("created_at", AdminView.CREATED_AT);
    body.put("updated_at", AdminView.CREATED_AT);
    return body;
  }

  private static ObjectNode state(TicketState state) {
    ObjectNode body = Json.object();
    body.put("type", "ticket_state");
    body.put("id", state.id());
    body.put("category", state.category());
    body.put("internal_label", state.label());
    body.put("external_label", state.label());
    return body;
  }

  private static void assignee(
      ObjectNode body, String field, @Nullable String id, boolean asNumber) {
    String shown = id == null ? "0" : id;
    if (asNumber) {
      body.put(field, Long.parseLong(shown));
    } else {
      body.put(field, shown);
    }
  }

  private void linkedConversation(ObjectNode body, TicketRecord ticket) {
    ObjectNode linked = Json.emptyList(body, "linked_objects", "list", "data");
    ArrayNode data = linked.withArray("data");
    String id = ticket.conversationId();
    if (id != null && state.conversation(id) != null) {
      data.addObject().put("type", "conversation").put("id", id).putNull("category");
    }
    linked.put("total_count", data.size());
    linked.put("has_more", false);
  }
}
