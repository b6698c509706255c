package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The initial content of a workspace. Conversations and tickets name contacts by external ids. */
final class InitialContent {
  private final List<NewContact> contacts = new ArrayList<>();
  private final List<List<String>> conversations = new ArrayList<>();
  private final List<Ticket> tickets = new ArrayList<>();
  private final Set<String> externalIds = new HashSet<>();

  /**
   * Adds a contact.
   *
   * @param role null for a lead without external id and e-mail address, else a user
   */
  void contact(
      @Nullable String externalId,
      @Nullable String email,
      @Nullable String name,
      @Nullable String role) {
    Arguments.nullOrNotBlank("externalId", externalId);
    Arguments.nullOrNotBlank("email", email);
    Arguments.nullOrNotBlank("name", name);
    if (externalId != null && externalIds.contains(externalId)) {
      throw new IllegalArgumentException(
          "A contact with the external id '" + externalId + "' is defined already");
    }
    if (role != null && !ContactRecord.ROLES.contains(role)) {
      throw new IllegalArgumentException(
          "role must be one of " + ContactRecord.ROLES + ": '" + role + "'");
    }
    if (externalId != null) {
      externalIds.add(externalId);
    }
    contacts.add(new NewContact(externalId, email, name, role));
  }

  void conversation(List<String> contactExternalIds) {
    contactExternalIds.forEach(id -> requireContact("A conversation", id));
    conversations.add(List.copyOf(contactExternalIds));
  }

  void ticket(String typeId, String contactExternalId, String title) {
    Arguments.name("The title of a ticket", title);
    requireContact("The ticket '" + title + "'", contactExternalId);
    tickets.add(new Ticket(typeId, contactExternalId, title));
  }

  /**
   * Returns a copy.
   *
   * @throws IllegalArgumentException if a ticket has a type that is not defined
   */
  InitialContent copy(Map<String, TicketType> ticketTypes) {
    InitialContent copy = new InitialContent();
    copy.contacts.addAll(contacts);
    copy.conversations.addAll(conversations);
    copy.externalIds.addAll(externalIds);
    for (Ticket ticket : tickets) {
      if (!ticketTypes.containsKey(ticket.typeId())) {
        throw new IllegalArgumentException(
            "The ticket '"
                + ticket.title()
                + "' is of the type '"
                + ticket.typeId()
                + "', which is not defined; defined are "
                + ticketTypes.keySet());
      }
      copy.tickets.add(ticket);
    }
    return copy;
  }

  /** Adds the content to an empty workspace. */
  void fill(State state, Map<String, TicketType> ticketTypes) {
    for (NewContact contact : contacts) {
      state.addContact(contact.externalId(), contact.email(), contact.name(), contact.role());
    }
    for (List<String> contactExternalIds : conversations) {
      state.addConversation(
          contactExternalIds.stream().map(id -> contact(state, id).id()).toList());
    }
    for (Ticket ticket : tickets) {
      Map<String, JsonNode> attributes = Map.of("_default_title_", Json.node(ticket.title()));
      state.addTicket(
          TicketRecord.submitted(
              state.nextTicketId(),
              Objects.requireNonNull(ticketTypes.get(ticket.typeId())),
              contact(state, ticket.contactExternalId()).id(),
              null,
              state.now(),
              attributes,
              new Assignment(null, null)));
    }
  }

  private static ContactRecord contact(State state, String externalId) {
    return Objects.requireNonNull(state.contacts().byExternalId(externalId));
  }

  private void requireContact(String what, String externalId) {
    if (!externalIds.contains(externalId)) {
      throw new IllegalArgumentException(
          what
              + " names the contact with the external id '"
              + externalId
              + "', which is not defined; define it first");
    }
  }

  private record NewContact(
      @Nullable String externalId,
      @Nullable String email,
      @Nullable String name,
      @Nullable String role) {}

  private record Ticket(String typeId, String contactExternalId, String title) {}
}
