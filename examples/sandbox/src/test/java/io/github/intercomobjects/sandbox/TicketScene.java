package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The scene of the operations on tickets. */
final class TicketScene extends ReplayScene {
  private static final String STATE = "ticket_state_id";
  private static final String IN_PROGRESS = "in_progress";

  private final JsonNode shown;
  private final String typeId;
  private String id = NO_ID;

  TicketScene(ReplayCase wanted) {
    super(wanted);
    shown = wanted.success();
    typeId =
        wanted.request().path("ticket_type_id").asText(shown.at("/ticket_type/id").asText("88"));
  }

  @Override
  Set<String> errors() {
    return Set.of(
        "not_found",
        "ticket_not_found",
        "assignee_not_found",
        "ticket_state_id_invalid",
        "parameter_mismatch");
  }

  @Override
  void define(Workspace.Builder workspace) {
    String category =
        wanted.code().equals("parameter_mismatch")
            ? TicketType.BACK_OFFICE
            : shown.path("category").asText(TicketType.CUSTOMER);
    workspace.ticketType(typeId, shown.at("/ticket_type/name").asText("Request"), category);
    Set<String> teammates = new TreeSet<>();
    for (String field : List.of("admin_id", "assignee_id", "admin_assignee_id")) {
      if (!isMissing(field)) {
        teammates.addAll(wanted.request().findValuesAsText(field));
        teammates.addAll(shown.findValuesAsText(field));
      }
    }
    Set<String> teams = new TreeSet<>(wanted.request().findValuesAsText("team_assignee_id"));
    teams.addAll(shown.findValuesAsText("team_assignee_id"));
    teammates.stream()
        .filter(TicketScene::isSomebody)
        .forEach(one -> workspace.teammate(one, "Teammate " + one));
    teams.stream()
        .filter(TicketScene::isSomebody)
        .forEach(one -> workspace.team(one, "Team " + one));
  }

  private static boolean isSomebody(String id) {
    return id.matches("[1-9][0-9]*") && !id.equals(Teammate.OWNER.id());
  }

  /** Returns whether a person in the request is missing; the name of the response says which. */
  private boolean isMissing(String field) {
    boolean admin = wanted.name().toLowerCase(Locale.ROOT).contains("admin");
    return wanted.code().equals("assignee_not_found")
        && field.equals(admin ? "admin_id" : "assignee_id");
  }

  @Override
  void fill(Workspace workspace, Http http) {
    JsonNode contact = contact(http);
    JsonNode conversation = wanted.request().path("conversation_to_link_id");
    if (conversation.isValueNode() && !conversation.isMissingNode()) {
      String stored = workspace.addConversation(contact.path("id").asText()).getId();
      ids.put(conversation, Json.object().put("id", stored));
    }
    boolean isThere = !wanted.code().matches("(ticket_)?not_found");
    if (isThere && !wanted.operation().equals("POST /tickets")) {
      store(contact, http);
    }
  }

  private JsonNode contact(Http http) {
    ObjectNode contact =
        Json.object().put("external_id", "70").put("email", "joe@example.com").put("name", "Joe");
    JsonNode shownContact = shown.at("/contacts/contacts/0");
    ShownObjects.copy(shownContact, contact, "external_id");
    JsonNode named = wanted.request().at("/contacts/0");
    ShownObjects.copy(named, contact, "external_id");
    ShownObjects.copy(named, contact, "email");
    ShownObjects.copy(wanted.request(), contact, "email");
    if (wanted.request().has("user_id")) {
      contact.set("external_id", wanted.request().get("user_id"));
    }
    JsonNode stored = ContactScene.store(contact, ids, http);
    ids.put(shownContact.path("id"), stored);
    ids.put(named.path("id"), stored);
    ids.put(wanted.request().path("intercom_user_id"), stored);
    return stored;
  }

  private void store(JsonNode contact, Http http) {
    ObjectNode body = Json.object().put("ticket_type_id", typeId);
    body.putArray("contacts").addObject().set("id", contact.get("id"));
    body.set("ticket_attributes", attributes());
    JsonNode ticket = ReplayScene.done(http, "POST", "/tickets", body.toString());
    id = ticket.path("id").asText();
    String category = shown.at("/ticket_state/category").asText(IN_PROGRESS);
    for (JsonNode state : ticket.at("/ticket_type/ticket_states/data")) {
      if (state.path("category").asText().equals(category)
          && !wanted.code().equals("ticket_state_id_invalid")) {
        ids.put(wanted.request().path(STATE), state);
        ids.put(shown.at("/ticket_state/id"), state);
      }
    }
    if (wanted.method().equals("GET") && shown.has("ticket_state")) {
      change(http);
    }
  }

  private JsonNode attributes() {
    ObjectNode attributes = Json.object();
    shown
        .path("ticket_attributes")
        .fieldNames()
        .forEachRemaining(
            name -> ShownObjects.copy(shown.path("ticket_attributes"), attributes, name));
    // The request itself sets these fields, so they are not set before.
    wanted.request().path("ticket_attributes").fieldNames().forEachRemaining(attributes::remove);
    return attributes;
  }

  /** Updates the ticket to the state that a look-up shows. */
  private void change(Http http) {
    ObjectNode body = Json.object();
    List.of("open", "is_shared", "snoozed_until")
        .forEach(field -> ShownObjects.copy(shown, body, field));
    String state = ids.actual(shown.at("/ticket_state/id").asText());
    if (!state.isEmpty()) {
      body.put(STATE, state);
    }
    String assignee = shown.path("admin_assignee_id").asText("0");
    if (isSomebody(assignee)) {
      body.put("assignee_id", assignee);
    }
    ReplayScene.done(http, "PUT", "/tickets/" + id, body.toString());
  }

  @Override
  String segment(String parameter, String documented) {
    return id;
  }
}
