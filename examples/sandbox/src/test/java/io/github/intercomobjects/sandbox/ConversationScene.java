package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scene of the operations on conversations. */
final class ConversationScene extends ReplayScene {
  private static final String PAGE = "conversations";
  private static final String DUPLICATE = "INVALID_PARAMETER";

  private final ShownObjects objects = new ShownObjects();
  private final JsonNode shown;
  private String id = NO_ID;

  ConversationScene(ReplayCase wanted) {
    super(wanted);
    shown = wanted.success();
    objects.seeLinked(shown.path("custom_attributes"));
  }

  @Override
  Set<String> errors() {
    return Set.of("not_found", "parameter_invalid", DUPLICATE);
  }

  @Override
  void define(Workspace.Builder workspace) {
    objects.define(workspace);
    ContactScene.defineLinks(shown.path("custom_attributes"), workspace::conversationRelationship);
    if (wanted.code().equals(DUPLICATE)) {
      workspace.duplicateConversationAttribute("topic");
    }
  }

  @Override
  void fill(Workspace workspace, Http http) {
    if (shown.has(PAGE)) {
      JsonNode contact = contact(shown.at("/conversations/0"), http);
      // The newest is listed first.
      for (int i = shown.path("total_count").asInt() - 1; i >= 0; i--) {
        store(shown.path(PAGE).path(i), contact, workspace, http);
      }
    } else if (!wanted.code().equals("not_found")) {
      id = store(shown, contact(shown, http), workspace, http);
    }
  }

  private JsonNode contact(JsonNode conversation, Http http) {
    ObjectNode contact =
        Json.object().put("external_id", "70").put("email", "joe@example.com").put("name", "Joe");
    if (conversation.at("/contacts/contacts/0") instanceof ObjectNode named) {
      contact.setAll(named);
    }
    return ContactScene.store(contact, ids, http);
  }

  private String store(JsonNode conversation, JsonNode contact, Workspace workspace, Http http) {
    String stored = workspace.addConversation(contact.path("id").asText()).getId();
    ids.put(conversation.path("id"), Json.object().put("id", stored));
    ObjectNode body = Json.object();
    List.of("title", "read").forEach(field -> ShownObjects.copy(conversation, body, field));
    if (conversation.has("company")) {
      body.set("company_id", conversation.at("/company/id"));
    }
    if (conversation.has("custom_attributes")) {
      body.set(
          "custom_attributes",
          ShownObjects.sent(conversation.path("custom_attributes"), ids, http));
    }
    ReplayScene.done(http, "PUT", "/conversations/" + stored, body.toString());
    return stored;
  }

  @Override
  String segment(String parameter, String documented) {
    return id;
  }

  @Override
  @Nullable JsonNode body() {
    JsonNode body = super.body();
    if (body instanceof ObjectNode object && shown.has(PAGE)) {
      object.withObject("/pagination").set("per_page", shown.at("/pages/per_page"));
    }
    return body;
  }
}
