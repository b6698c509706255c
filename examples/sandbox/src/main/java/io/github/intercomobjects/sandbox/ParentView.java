package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.time.Instant;
import java.util.List;

/** Contacts and conversations as answers show them. */
final class ParentView {
  private static final List<String> UNSET_CONTACT_FIELDS =
      List.of(
          "avatar",
          "owner_id",
          "signed_up_at",
          "last_seen_at",
          "last_replied_at",
          "last_contacted_at",
          "last_email_opened_at",
          "last_email_clicked_at",
          "language_override",
          "browser",
          "browser_version",
          "browser_language",
          "os",
          "android_app_name",
          "android_app_version",
          "android_device",
          "android_os_version",
          "android_sdk_version",
          "android_last_seen_at",
          "ios_app_name",
          "ios_app_version",
          "ios_device",
          "ios_os_version",
          "ios_sdk_version",
          "ios_last_seen_at",
          "utm_campaign",
          "utm_content",
          "utm_medium",
          "utm_source",
          "utm_term",
          "referrer",
          "enabled_push_messaging");
  private static final List<String> UNSET_CONVERSATION_FIELDS =
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
  private final InstanceView instances;
  private final int instancesShown;

  ParentView(State state, InstanceView instances, int instancesShown) {
    this.state = state;
    this.instances = instances;
    this.instancesShown = instancesShown;
  }

  ObjectNode contact(ContactRecord contact) {
    ObjectNode body = Json.object();
    body.put("type", "contact");
    body.put("id", contact.id());
    body.put("workspace_id", "sandbox");
    body.put("external_id", contact.externalId());
    body.put("role", contact.role());
    body.put("email", contact.email());
    body.put("phone", contact.phone());
    body.put("name", contact.name());
    body.put("has_hard_bounced", false);
    body.put("marked_email_as_spam", false);
    body.put("unsubscribed_from_emails", false);
    times(body, contact.createdAt(), contact.updatedAt());
    UNSET_CONTACT_FIELDS.forEach(body::putNull);
    ObjectNode socialProfiles = body.putObject("social_profiles");
    socialProfiles.put("type", "list");
    socialProfiles.putArray("data");
    ObjectNode location = body.putObject("location");
    location.put("type", "location");
    List.of("country", "region", "city", "country_code", "continent_code")
        .forEach(location::putNull);
    String address = "/contacts/" + contact.id();
    subList(body, "tags", address + "/tags");
    subList(body, "notes", address + "/notes");
    subList(body, "companies", address + "/companies");
    subList(body, "opted_out_subscription_types", address + "/subscriptions");
    subList(body, "opted_in_subscription_types", address + "/subscriptions");
    customAttributes(body, contact.attributes());
    return body;
  }

  ObjectNode conversation(ConversationRecord conversation, ApiVersion version) {
    ObjectNode body = Json.object();
    body.put("type", "conversation");
    body.put("id", conversation.id());
    times(body, conversation.createdAt(), conversation.updatedAt());
    body.put("title", conversation.title());
    body.put("open", true);
    body.put("state", "open");
    body.put("read", conversation.isRead());
    if (version.isAtLeast(ApiVersion.V2_16)) {
      body.put("priority", "none");
      body.put("admin_assignee_id", 0);
      body.put("team_assignee_id", 0);
    } else {
      body.put("priority", "not_priority");
      body.putNull("admin_assignee_id");
      body.putNull("team_assignee_id");
    }
    body.put("ai_agent_participated", false);
    UNSET_CONVERSATION_FIELDS.forEach(body::putNull);
    source(body.putObject("source"), conversation.id());
    emptyList(body, "contacts", "contact.list", "contacts");
    emptyList(body, "tags", "tag.list", "tags");
    body.putObject("topics");
    ObjectNode linked = emptyList(body, "linked_objects", "list", "data");
    linked.put("total_count", 0);
    linked.put("has_more", false);
    emptyList(body, "conversation_parts", "conversation_part.list", "conversation_parts")
        .put("total_count", 0);
    customAttributes(body, conversation.attributes());
    return body;
  }

  private void customAttributes(ObjectNode body, ParentAttributes attributes) {
    ObjectNode shown = body.putObject("custom_attributes");
    attributes.values().forEach(shown::set);
    for (Reference relationship : attributes.relationships().values()) {
      List<String> ids =
          state.existing(relationship.target(), attributes.links(relationship.name()));
      shown.set(
          relationship.name(),
          instances.list(
              relationship.target(), ids.subList(0, Math.min(ids.size(), instancesShown)), true));
    }
  }

  private static void times(ObjectNode body, Instant createdAt, Instant updatedAt) {
    body.put("created_at", createdAt.getEpochSecond());
    body.put("updated_at", updatedAt.getEpochSecond());
  }

  private static void source(ObjectNode source, String conversationId) {
    source.put("type", "conversation");
    source.put("id", conversationId);
    source.put("delivered_as", "admin_initiated");
    source.put("subject", "");
    source.put("body", "");
    source.putNull("author");
    source.putArray("attachments");
    source.putNull("url");
    source.put("redacted", false);
  }

  private static void subList(ObjectNode body, String name, String url) {
    ObjectNode list = emptyList(body, name, "list", "data");
    list.put("url", url);
    list.put("total_count", 0);
    list.put("has_more", false);
  }

  private static ObjectNode emptyList(ObjectNode body, String name, String type, String items) {
    ObjectNode list = body.putObject(name);
    list.put("type", type);
    list.putArray(items);
    return list;
  }
}
