package io.github.intercomobjects.benchmarks;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A contact as a class for Moshi's reflection. The fields have the names of the JSON, so that no
 * annotations are needed.
 */
@SuppressWarnings({"unused", "MemberName"})
final class StockContact {
  @Nullable String type;
  @Nullable String id;
  @Nullable String workspace_id;
  @Nullable String external_id;
  @Nullable String role;
  @Nullable String email;
  @Nullable String phone;
  @Nullable String name;
  @Nullable Avatar avatar;
  @Nullable String owner_id;
  @Nullable Profiles social_profiles;
  @Nullable Boolean has_hard_bounced;
  @Nullable Boolean marked_email_as_spam;
  @Nullable Boolean unsubscribed_from_emails;
  @Nullable Long created_at;
  @Nullable Long updated_at;
  @Nullable Long signed_up_at;
  @Nullable Long last_seen_at;
  @Nullable Long last_replied_at;
  @Nullable Long last_contacted_at;
  @Nullable Long last_email_opened_at;
  @Nullable Long last_email_clicked_at;
  @Nullable String language_override;
  @Nullable String browser;
  @Nullable String browser_version;
  @Nullable String browser_language;
  @Nullable String os;
  @Nullable Location location;
  @Nullable String android_app_name;
  @Nullable String android_app_version;
  @Nullable String android_device;
  @Nullable String android_os_version;
  @Nullable String android_sdk_version;
  @Nullable Long android_last_seen_at;
  @Nullable String ios_app_name;
  @Nullable String ios_app_version;
  @Nullable String ios_device;
  @Nullable String ios_os_version;
  @Nullable String ios_sdk_version;
  @Nullable Long ios_last_seen_at;
  @Nullable Map<String, Object> custom_attributes;
  @Nullable Sublist tags;
  @Nullable Sublist notes;
  @Nullable Sublist companies;
  @Nullable Sublist opted_out_subscription_types;
  @Nullable Sublist opted_in_subscription_types;
  @Nullable String utm_campaign;
  @Nullable String utm_content;
  @Nullable String utm_medium;
  @Nullable String utm_source;
  @Nullable String utm_term;
  @Nullable String referrer;
  @Nullable Boolean enabled_push_messaging;

  static final class Avatar {
    @Nullable String type;
    @Nullable String image_url;
  }

  static final class Location {
    @Nullable String type;
    @Nullable String country;
    @Nullable String region;
    @Nullable String city;
    @Nullable String country_code;
    @Nullable String continent_code;
  }

  static final class Profiles {
    @Nullable String type;
    @Nullable List<Profile> data;
  }

  static final class Profile {
    @Nullable String type;
    @Nullable String name;
    @Nullable String url;
  }

  static final class Sublist {
    @Nullable String type;
    @Nullable List<Item> data;
    @Nullable String url;
    @Nullable Long total_count;
    @Nullable Boolean has_more;
  }

  static final class Item {
    @Nullable String id;
    @Nullable String type;
    @Nullable String url;
  }
}
