package io.github.intercomobjects.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation as the workspace stores it. Guarded by the workspace's lock. */
final class ConversationRecord {
  private static final int PARTS_SHOWN = 500;

  private final String id;
  private final Instant createdAt;
  private final List<String> contactIds;
  private final List<String> ticketIds = new ArrayList<>();
  private final Deque<ConversationPart> parts = new ArrayDeque<>();
  private int partCount;
  private Instant updatedAt;
  private Details details;
  private boolean archived;

  /**
   * @param contactIds the contacts, including those that are merged or deleted later
   */
  ConversationRecord(
      String id, Instant createdAt, List<String> contactIds, ParentAttributes attributes) {
    this.id = id;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
    this.contactIds = List.copyOf(contactIds);
    this.details = new Details(null, false, null, null, attributes);
  }

  ConversationRecord copy() {
    ConversationRecord copy =
        new ConversationRecord(id, createdAt, contactIds, details.attributes());
    copy.ticketIds.addAll(ticketIds);
    copy.parts.addAll(parts);
    copy.partCount = partCount;
    copy.updatedAt = updatedAt;
    copy.details = details;
    copy.archived = archived;
    return copy;
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

  Details details() {
    return details;
  }

  ParentAttributes attributes() {
    return details.attributes();
  }

  /** Returns whether the conversation is closed and no search finds it. */
  boolean isArchived() {
    return archived;
  }

  List<String> contactIds() {
    return contactIds;
  }

  /** Returns the ids of the linked tickets, including deleted ones. */
  List<String> ticketIds() {
    return Collections.unmodifiableList(ticketIds);
  }

  void update(Details newDetails, Instant now) {
    details = newDetails;
    updatedAt = now;
  }

  void add(ConversationPart part) {
    partCount++;
    parts.add(part);
    if (parts.size() > PARTS_SHOWN) {
      parts.remove();
    }
  }

  /** Returns the newest parts, the oldest of them first. */
  Collection<ConversationPart> parts() {
    return Collections.unmodifiableCollection(parts);
  }

  /** Returns the number of all parts, including those that are no longer kept. */
  int partCount() {
    return partCount;
  }

  void archive(Instant now) {
    archived = true;
    updatedAt = now;
  }

  void link(TicketRecord ticket) {
    ticketIds.add(ticket.id());
  }

  /**
   * The values that a request can change.
   *
   * @param priority null if none was set
   */
  record Details(
      @Nullable String title,
      boolean read,
      @Nullable String companyId,
      @Nullable String priority,
      ParentAttributes attributes) {}
}
