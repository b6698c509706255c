package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Conversations as responses show them. */
final class ConversationView {
  private static final List<String> UNSET_FIELDS =
      List.of(
          "waiting_since",
          "snoozed_until",
          "first_contact_reply",
          "sla_applied",
          "statistics",
          "conversation_rating",
          "teammates",
          "ticket",
          "ai_agent");

  private final State state;
  private final CustomAttributesView customAttributes;

  ConversationView(State state, CustomAttributesView customAttributes) {
    this.state = state;
    this.customAttributes = customAttributes;
  }

  /** Returns a conversation as a look-up by its id shows it. */
  ObjectNode full(ConversationRecord conversation, ApiVersion version) {
    ObjectNode body = listed(conversation, version);
    ObjectNode parts =
        Json.emptyList(body, "conversation_parts", "conversation_part.list", "conversation_parts");
    conversation.parts().stream()
        .map(part -> part.view(version))
        .forEach(parts.withArray("conversation_parts")::add);
    parts.put("total_count", conversation.partCount());
    return body;
  }

  /** Returns a conversation as a search shows it, without its parts. */
  ObjectNode listed(ConversationRecord conversation, ApiVersion version) {
    ObjectNode body = Json.object();
    body.put("type", "conversation");
    body.put("id", conversation.id());
    body.put("created_at", conversation.createdAt().getEpochSecond());
    body.put("updated_at", conversation.updatedAt().getEpochSecond());
    body.put("title", conversation.details().title());
    body.put("open", !conversation.isArchived());
    body.put("state", conversation.isArchived() ? "closed" : "open");
    body.put("read", conversation.details().read());
    versioned(body, conversation, version);
    body.put("ai_agent_participated", false);
    UNSET_FIELDS.forEach(body::putNull);
    List<ContactRecord> contacts = state.current(conversation.contactIds());
    source(body.putObject("source"), conversation.id(), contacts);
    ObjectNode shownContacts = Json.emptyList(body, "contacts", "contact.list", "contacts");
    contacts.stream().map(ContactView::reference).forEach(shownContacts.withArray("contacts")::add);
    Json.emptyList(body, "tags", "tag.list", "tags");
    body.putObject("topics");
    linkedTickets(body, conversation);
    customAttributes.put(body, conversation.attributes());
    return body;
  }

  private static void versioned(
      ObjectNode body, ConversationRecord conversation, ApiVersion version) {
    String priority = conversation.details().priority();
    if (version.isAtLeast(ApiVersion.V2_16)) {
      body.put("priority", priority == null ? "none" : priority);
      body.put("admin_assignee_id", 0);
      body.put("team_assignee_id", 0);
    } else {
      body.put(
          "priority", priority == null || priority.equals("none") ? "not_priority" : "priority");
      body.putNull("admin_assignee_id");
      body.putNull("team_assignee_id");
    }
    String companyId = conversation.details().companyId();
    if (version.isAtLeast(ApiVersion.V2_15) && companyId != null) {
      body.putObject("company").put("type", "company").put("id", companyId);
    }
  }

  private void linkedTickets(ObjectNode body, ConversationRecord conversation) {
    ObjectNode linked = Json.emptyList(body, "linked_objects", "list", "data");
    ArrayNode data = linked.withArray("data");
    for (String id : conversation.ticketIds()) {
      TicketRecord ticket = state.ticket(id);
      if (ticket != null) {
        ObjectNode item = data.addObject();
        item.put("type", "ticket");
        item.put("id", id);
        item.put("category", ticket.type().category());
      }
    }
    linked.put("total_count", data.size());
    linked.put("has_more", false);
  }

  private static void source(
      ObjectNode source, String conversationId, List<ContactRecord> contacts) {
    source.put("type", "conversation");
    source.put("id", conversationId);
    source.put("delivered_as", contacts.isEmpty() ? "admin_initiated" : "customer_initiated");
    source.put("subject", "");
    source.put("body", "");
    if (contacts.isEmpty()) {
      source.putNull("author");
    } else {
      source.set("author", AuthorView.of(contacts.get(0)));
    }
    source.putArray("attachments");
    source.putNull("url");
    source.put("redacted", false);
  }
}
