package io.github.intercomobjects.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A conversation as the workspace holds it. Guarded by the workspace's lock. */
final class ConversationRecord {
  private final String id;
  private final Instant createdAt;
  private Instant updatedAt;
  private @Nullable String title;
  private boolean read;
  private ParentAttributes attributes;

  ConversationRecord(String id, Instant createdAt, ParentAttributes attributes) {
    this.id = id;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
    this.attributes = attributes;
  }

  String id() {
    return id;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant updatedAt() {
    return updatedAt;
  }

  @Nullable String title() {
    return title;
  }

  boolean isRead() {
    return read;
  }

  ParentAttributes attributes() {
    return attributes;
  }

  void update(
      @Nullable String newTitle, boolean newRead, ParentAttributes newAttributes, Instant now) {
    title = newTitle;
    read = newRead;
    attributes = newAttributes;
    updatedAt = now;
  }
}
