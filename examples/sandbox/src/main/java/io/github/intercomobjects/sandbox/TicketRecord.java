package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ticket as the workspace stores it. Guarded by the workspace's lock. */
final class TicketRecord {
  private final String id;
  private final TicketType type;
  private final String contactId;
  private final @Nullable String conversationId;
  private final Instant createdAt;
  private final List<TicketPart> parts = new ArrayList<>();
  private Details details;
  private Instant updatedAt;

  /**
   * @param conversationId the conversation linked to it
   */
  private TicketRecord(
      String id,
      TicketType type,
      String contactId,
      @Nullable String conversationId,
      Instant createdAt,
      Details details) {
    this.id = id;
    this.type = type;
    this.contactId = contactId;
    this.conversationId = conversationId;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
    this.details = details;
  }

  TicketRecord copy() {
    TicketRecord copy = new TicketRecord(id, type, contactId, conversationId, createdAt, details);
    copy.parts.addAll(parts);
    copy.updatedAt = updatedAt;
    return copy;
  }

  /** Returns a new ticket in its initial state. */
  static TicketRecord submitted(
      String id,
      TicketType type,
      String contactId,
      @Nullable String conversationId,
      Instant createdAt,
      Map<String, JsonNode> attributes,
      Assignment assignment) {
    Details details =
        new Details(
            attributes,
            TicketState.SUBMITTED,
            null,
            assignment,
            true,
            type.category().equals(TicketType.CUSTOMER),
            null);
    return new TicketRecord(id, type, contactId, conversationId, createdAt, details);
  }

  String id() {
    return id;
  }

  TicketType type() {
    return type;
  }

  String contactId() {
    return contactId;
  }

  @Nullable String conversationId() {
    return conversationId;
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

  List<TicketPart> parts() {
    return Collections.unmodifiableList(parts);
  }

  void update(Details newDetails, Instant now) {
    details = newDetails;
    updatedAt = now;
  }

  void add(TicketPart part, Instant now) {
    parts.add(part);
    updatedAt = now;
  }

  /**
   * The values that a request can change.
   *
   * @param attributes the values as they were sent, by the names of their attributes
   * @param previousState null if the state never changed
   */
  record Details(
      Map<String, JsonNode> attributes,
      TicketState state,
      @Nullable TicketState previousState,
      Assignment assignment,
      boolean open,
      boolean shared,
      @Nullable Instant snoozedUntil) {}
}
