package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Contacts as responses show them. */
final class ContactView {
  private static final List<String> UNSET_FIELDS =
      List.of(
          "last_replied_at",
          "last_contacted_at",
          "last_email_opened_at",
          "last_email_clicked_at",
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
  private static final String MERGE_HISTORY = "include_merge_history";
  private static final int MERGES_SHOWN = 10;

  private final CustomAttributesView customAttributes;

  ContactView(CustomAttributesView customAttributes) {
    this.customAttributes = customAttributes;
  }

  /** Returns a contact in the format of the version of a call. */
  ObjectNode full(ContactRecord contact, Call call) {
    ContactProfile profile = contact.profile();
    ObjectNode body = Json.object();
    body.put("type", "contact");
    body.put("id", contact.id());
    body.put("workspace_id", "sandbox");
    body.put("external_id", profile.externalId());
    body.put("role", contact.role());
    body.put("email", profile.email());
    body.put("phone", profile.phone());
    body.put("name", profile.name());
    avatar(body, profile);
    owner(body, profile, call.version());
    body.put("has_hard_bounced", false);
    body.put("marked_email_as_spam", false);
    body.put("unsubscribed_from_emails", profile.unsubscribedFromEmails());
    body.put("created_at", contact.createdAt().getEpochSecond());
    body.put("updated_at", contact.updatedAt().getEpochSecond());
    body.set("signed_up_at", Json.node(profile.signedUpAt()));
    body.set("last_seen_at", Json.node(profile.lastSeenAt()));
    body.put("language_override", profile.languageOverride());
    UNSET_FIELDS.forEach(body::putNull);
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
    customAttributes.put(body, contact.attributes());
    if (call.version().isAtLeast(ApiVersion.V2_16) && call.flag(MERGE_HISTORY, false)) {
      mergeHistory(body.putArray("merge_history"), contact.merges());
    }
    return body;
  }

  /** Returns the response for an archived, blocked or deleted contact. */
  static ObjectNode confirmation(ContactRecord contact, String done) {
    ObjectNode body = reference(contact);
    body.put(done, true);
    return body;
  }

  /** Returns a contact as conversations and tickets show it. */
  static ObjectNode reference(ContactRecord contact) {
    ObjectNode body = Json.object();
    body.put("type", "contact");
    body.put("id", contact.id());
    body.put("external_id", contact.profile().externalId());
    return body;
  }

  private static void avatar(ObjectNode body, ContactProfile profile) {
    if (profile.avatarUrl() == null) {
      body.putNull("avatar");
    } else {
      body.putObject("avatar").put("type", "avatar").put("image_url", profile.avatarUrl());
    }
  }

  private static void owner(ObjectNode body, ContactProfile profile, ApiVersion version) {
    String id = profile.ownerId();
    if (id == null || version.isAtLeast(ApiVersion.V2_16)) {
      body.put("owner_id", id);
    } else {
      body.put("owner_id", Long.parseLong(id));
    }
  }

  private static void mergeHistory(ArrayNode shown, List<ContactRecord.Merge> merges) {
    for (int i = merges.size() - 1; i >= 0 && shown.size() < MERGES_SHOWN; i--) {
      ContactRecord.Merge merge = merges.get(i);
      ObjectNode item = shown.addObject();
      item.put("type", "merge_history_item");
      item.put("source_contact_id", merge.sourceId());
      item.put("source_contact_role", merge.sourceRole());
      item.put("merged_at", merge.at().getEpochSecond());
    }
  }

  private static void subList(ObjectNode body, String name, String url) {
    ObjectNode list = Json.emptyList(body, name, "list", "data");
    list.put("url", url);
    list.put("total_count", 0);
    list.put("has_more", false);
  }
}
