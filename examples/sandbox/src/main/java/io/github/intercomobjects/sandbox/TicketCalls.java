package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations that create, show and delete tickets. Runs under the workspace's lock. */
final class TicketCalls {
  private final Settings settings;
  private final State state;
  private final People people;
  private final TicketView view;

  TicketCalls(Settings settings, State state, People people, TicketView view) {
    this.settings = settings;
    this.state = state;
    this.people = people;
    this.view = view;
  }

  ObjectNode create(Call call) {
    ObjectNode request = call.json();
    TicketType type = type(request);
    ObjectNode named = namedContact(request);
    ContactRecord contact = people.contact(named, "id", "external_id", "email");
    if (contact == null && !named.hasNonNull("email")) {
      throw Refusal.notFound("User Not Found");
    }
    ConversationRecord conversation =
        call.supports(request, "conversation_to_link_id", ApiVersion.V2_14)
            ? conversation(request, type)
            : null;
    ignoreCompany(request, call);
    Instant createdAt = Fields.time(request, "created_at", state.now());
    Map<String, JsonNode> attributes = attributes(request, Map.of());
    Assignment assignment =
        call.supports(request, "assignment", ApiVersion.V2_14)
            ? assignment(request)
            : new Assignment(null, null);

    TicketRecord ticket =
        TicketRecord.submitted(
            state.nextTicketId(),
            type,
            contact == null ? newContact(named).id() : contact.id(),
            conversation == null ? null : conversation.id(),
            createdAt == null ? state.now() : createdAt,
            attributes,
            assignment);
    state.addTicket(ticket);
    if (conversation != null) {
      conversation.link(ticket);
    }
    return view.full(ticket, call.version());
  }

  ObjectNode findById(Call call) {
    return view.full(found(state, call), call.version());
  }

  ObjectNode delete(Call call) {
    TicketRecord ticket = found(state, call);
    state.removeTicket(ticket.id());
    return Json.deleted(ticket.id(), "ticket");
  }

  static void ignoreCompany(ObjectNode request, Call call) {
    call.dropped().ignored(request, "company_id", "the sandbox stores no company of a ticket");
  }

  static TicketRecord found(State state, Call call) {
    TicketRecord ticket = state.ticket(call.segment(1));
    if (ticket == null) {
      throw new Refusal(404, "ticket_not_found", "Ticket not found", null);
    }
    return ticket;
  }

  /** Returns the stored attributes with the changes of a request; null removes an attribute. */
  static Map<String, JsonNode> attributes(ObjectNode request, Map<String, JsonNode> held) {
    JsonNode sent = request.path("ticket_attributes");
    if (!sent.isObject() && !sent.isMissingNode() && !sent.isNull()) {
      throw Refusal.invalid("ticket_attributes", "ticket_attributes must be an object");
    }
    Map<String, JsonNode> attributes = new LinkedHashMap<>(held);
    for (Map.Entry<String, JsonNode> entry : sent.properties()) {
      if (entry.getValue().isNull()) {
        attributes.remove(entry.getKey());
      } else {
        attributes.put(entry.getKey(), entry.getValue());
      }
    }
    return attributes;
  }

  private TicketType type(ObjectNode request) {
    String id = Fields.id(request, "ticket_type_id", null);
    if (id == null) {
      throw Refusal.missing("ticket_type_id");
    }
    TicketType type = settings.ticketTypes().get(id);
    if (type == null) {
      throw Refusal.invalid("ticket_type_id", "There is no ticket type '" + id + "'");
    }
    return type;
  }

  private static ObjectNode namedContact(ObjectNode request) {
    if (!request.has("contacts")) {
      throw Refusal.missing("contacts");
    }
    if (request.path("contacts").size() == 1
        && request.path("contacts").path(0) instanceof ObjectNode contact) {
      return contact;
    }
    throw Refusal.invalid("contacts", "contacts must be an array of exactly one contact");
  }

  /** Adds a contact for an e-mail address that no contact has. */
  private ContactRecord newContact(ObjectNode named) {
    return state.addContact(null, Fields.text(named, "email", null), null, null);
  }

  private @Nullable ConversationRecord conversation(ObjectNode request, TicketType type) {
    String id = Fields.id(request, "conversation_to_link_id", null);
    if (id == null) {
      return null;
    }
    ConversationRecord conversation = state.conversation(id);
    if (conversation == null) {
      throw Refusal.notFound("Conversation not found");
    }
    if (type.category().equals(TicketType.CUSTOMER)) {
      throw Refusal.invalid(
          "conversation_to_link_id",
          "A conversation can be linked to a Back-office or Tracker ticket only");
    }
    return conversation;
  }

  private Assignment assignment(ObjectNode request) {
    return request.path("assignment") instanceof ObjectNode sent
        ? new Assignment(
            people.assignedTeammate(Fields.id(sent, "admin_assignee_id", null)),
            people.assignedTeam(Fields.id(sent, "team_assignee_id", null)))
        : new Assignment(null, null);
  }
}
