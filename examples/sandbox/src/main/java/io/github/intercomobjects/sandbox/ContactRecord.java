package io.github.intercomobjects.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A contact as the workspace holds it at one moment. Immutable: a change makes another. */
record ContactRecord(
    String id,
    @Nullable String externalId,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String name,
    Instant createdAt,
    Instant updatedAt,
    ParentAttributes attributes) {

  /** A contact that the company can tell from others is a user, any other a lead. */
  String role() {
    return externalId == null && email == null ? "lead" : "user";
  }
}
