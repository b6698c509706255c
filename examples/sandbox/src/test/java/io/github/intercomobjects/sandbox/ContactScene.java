package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scene of the operations on contacts. */
final class ContactScene extends ReplayScene {
  private static final String ANOTHER = "another@example.com";
  private static final List<String> FIELDS =
      List.of(
          "external_id",
          "email",
          "phone",
          "name",
          "role",
          "owner_id",
          "signed_up_at",
          "last_seen_at",
          "unsubscribed_from_emails");

  private final ShownObjects objects = new ShownObjects();
  private final JsonNode shown;
  private final boolean creates;
  private String id = NO_ID;
  private String externalId = NO_ID;

  ContactScene(ReplayCase wanted) {
    super(wanted);
    shown = wanted.success();
    creates = wanted.operation().equals("POST /contacts");
    objects.seeLinked(shown.path("custom_attributes"));
  }

  @Override
  Set<String> errors() {
    return Set.of(
        "not_found", "contact_merged", "conflict", "parameter_invalid", "invalid_sort_order");
  }

  @Override
  void define(Workspace.Builder workspace) {
    objects.define(workspace);
    defineLinks(shown.path("custom_attributes"), workspace::contactRelationship);
  }

  /** Defines the relationships that custom attributes show. */
  static void defineLinks(JsonNode customAttributes, Relationship relationship) {
    customAttributes
        .properties()
        .forEach(
            entry -> {
              if (ShownObjects.isList(entry.getValue())) {
                relationship.define(
                    entry.getKey(), ShownObjects.target(entry.getValue()), Cardinality.MANY);
              }
            });
  }

  @Override
  void fill(Workspace workspace, Http http) {
    if (shown.has("data")) {
      fillPage(http);
      return;
    }
    if (creates) {
      ShownObjects.sent(shown.path("custom_attributes"), ids, http);
    } else if (!wanted.code().equals("not_found")) {
      JsonNode stored = store(shown, ids, http);
      id = stored.path("id").asText();
      externalId = stored.path("external_id").asText();
    }
    if (wanted.code().equals("conflict")) {
      workspace.addContact(null, ANOTHER, null);
    }
    if (wanted.code().equals("contact_merged")) {
      workspace.mergeContacts(id, workspace.addContact(null, ANOTHER, null).getId());
    }
    if (!shown.path("merge_history").isEmpty() && !creates) {
      workspace.mergeContacts(workspace.addContact(null, ANOTHER, null).getId(), id);
    }
  }

  private void fillPage(Http http) {
    int total = Math.max(shown.path("total_count").asInt(), shown.path("data").size());
    // The newest is listed first.
    for (int i = total - 1; i >= 0; i--) {
      ObjectNode contact = Json.object().put("external_id", "filler-" + i);
      if (shown.path("data").path(i) instanceof ObjectNode entry) {
        contact.setAll(entry);
      }
      store(contact, ids, http);
    }
  }

  /** Stores a contact as a response shows it. */
  static JsonNode store(JsonNode shown, ReplayIds ids, Http http) {
    ObjectNode body = Json.object();
    FIELDS.forEach(field -> ShownObjects.copy(shown, body, field));
    if (shown.hasNonNull("avatar")) {
      body.set("avatar", shown.at("/avatar/image_url"));
    }
    if (!body.has("external_id") && !body.has("email") && !body.has("role")) {
      body.put("external_id", "70").put("email", "joe@example.com").put("name", "Joe");
    }
    body.set("custom_attributes", ShownObjects.sent(shown.path("custom_attributes"), ids, http));
    JsonNode stored = ReplayScene.done(http, "POST", "/contacts", body.toString());
    ids.put(shown.path("id"), stored);
    return stored;
  }

  @Override
  String segment(String parameter, String documented) {
    return parameter.contains("external") ? externalId : id;
  }

  @Override
  Map<String, String> query() {
    Map<String, String> query = super.query();
    if (!shown.path("merge_history").isEmpty()) {
      query.put("include_merge_history", "true");
    }
    if (shown.has("data") && wanted.method().equals("GET")) {
      query.put("per_page", shown.at("/pages/per_page").asText());
    }
    return query;
  }

  @Override
  @Nullable JsonNode body() {
    JsonNode body = super.body();
    if (body instanceof ObjectNode object) {
      if (wanted.code().equals("conflict")) {
        object.put("email", ANOTHER);
      }
      if (wanted.code().equals("invalid_sort_order")) {
        object.putObject("sort").put("field", "created_at").put("order", "desc");
      }
      if (shown.has("data")) {
        object.withObject("/pagination").set("per_page", shown.at("/pages/per_page"));
      }
    }
    return body;
  }

  /** A method that defines a relationship. */
  interface Relationship {
    Workspace.Builder define(String attribute, String type, Cardinality cardinality);
  }
}
