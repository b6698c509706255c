package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fields of a contact that a request may set. Immutable. */
record ContactProfile(
    @Nullable String externalId,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String name,
    @Nullable String avatarUrl,
    @Nullable String ownerId,
    @Nullable Instant signedUpAt,
    @Nullable Instant lastSeenAt,
    @Nullable String languageOverride,
    boolean unsubscribedFromEmails) {

  static ContactProfile of(
      @Nullable String externalId, @Nullable String email, @Nullable String name) {
    return new ContactProfile(externalId, email, null, name, null, null, null, null, null, false);
  }

  /** Returns this profile with the fields of a request, without those that its version lacks. */
  ContactProfile merge(ObjectNode request, Call call) {
    return new ContactProfile(
        Fields.text(request, "external_id", externalId),
        Fields.text(request, "email", email),
        Fields.text(request, "phone", phone),
        Fields.text(request, "name", name),
        Fields.text(request, "avatar", avatarUrl),
        Fields.number(request, "owner_id", ownerId),
        Fields.time(request, "signed_up_at", signedUpAt),
        Fields.time(request, "last_seen_at", lastSeenAt),
        call.supports(request, "language_override", ApiVersion.PREVIEW)
            ? Fields.text(request, "language_override", languageOverride)
            : languageOverride,
        request.path("unsubscribed_from_emails").isNull()
            ? unsubscribedFromEmails
            : Fields.flag(request, "unsubscribed_from_emails", unsubscribedFromEmails));
  }
}
