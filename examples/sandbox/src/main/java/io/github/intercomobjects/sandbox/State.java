package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The content of a workspace. Guarded by the workspace's lock. */
final class State {
  /** The ids of tickets start after this number. */
  static final long TICKETS_BEFORE = 600;

  private final Settings settings;
  private final InstantSource clock;
  private final Map<String, InstanceTable> tables = new HashMap<>();
  private ContactTable contacts = new ContactTable();
  // All ids have the same number of digits, so the order is that of creation.
  private final Map<String, ConversationRecord> conversations = new TreeMap<>();
  private final Map<String, TicketRecord> tickets = new HashMap<>();
  private long lastInstanceId;
  private long lastConversationId = 64_619_700_000_000L;
  private long lastTicketId = TICKETS_BEFORE;
  private long lastPartId;

  State(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    settings.types().forEach((name, type) -> tables.put(name, new InstanceTable(type)));
  }

  State copy() {
    State copy = new State(settings, clock);
    copy.restore(this);
    return copy;
  }

  /** Replaces the content by that of another state of the same workspace. */
  void restore(State other) {
    tables.clear();
    other.tables.forEach((name, table) -> tables.put(name, table.copy()));
    contacts = other.contacts.copy();
    conversations.clear();
    other.conversations.forEach((id, c) -> conversations.put(id, c.copy()));
    tickets.clear();
    other.tickets.forEach((id, ticket) -> tickets.put(id, ticket.copy()));
    lastInstanceId = other.lastInstanceId;
    lastConversationId = other.lastConversationId;
    lastTicketId = other.lastTicketId;
    lastPartId = other.lastPartId;
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  ContactTable contacts() {
    return contacts;
  }

  @Nullable InstanceTable table(String type) {
    return tables.get(type);
  }

  @Nullable ConversationRecord conversation(String id) {
    return conversations.get(id);
  }

  /** Returns a view of all conversations, the oldest first. */
  Collection<ConversationRecord> conversations() {
    return Collections.unmodifiableCollection(conversations.values());
  }

  @Nullable TicketRecord ticket(String id) {
    return tickets.get(id);
  }

  ConversationRecord addConversation(List<String> contactIds) {
    ConversationRecord conversation =
        new ConversationRecord(
            Long.toString(++lastConversationId),
            now(),
            contactIds,
            ParentAttributes.none(settings.conversationRelationships()));
    conversations.put(conversation.id(), conversation);
    return conversation;
  }

  void removeConversation(String id) {
    conversations.remove(id);
  }

  void archiveConversationsOf(String contactId) {
    for (ConversationRecord conversation : conversations.values()) {
      if (current(conversation.contactIds()).stream().anyMatch(c -> c.id().equals(contactId))) {
        conversation.archive(now());
      }
    }
  }

  int ticketCount() {
    return tickets.size();
  }

  /** Stores a new ticket and adds its first part, which shows the initial state. */
  void addTicket(TicketRecord ticket) {
    TicketState initial = ticket.details().state();
    ticket.add(
        new TicketPart(
            nextPartId(),
            TicketPart.STATE_UPDATED,
            ticket.createdAt(),
            AuthorView.bot(),
            null,
            List.of(),
            TicketPart.stateChange(initial, initial)),
        ticket.createdAt());
    tickets.put(ticket.id(), ticket);
  }

  void removeTicket(String id) {
    tickets.remove(id);
  }

  String nextTicketId() {
    return Long.toString(++lastTicketId);
  }

  String nextPartId() {
    return Long.toString(++lastPartId);
  }

  /**
   * Adds a contact.
   *
   * @param role null for a lead without external id and e-mail address, else a user
   * @throws IllegalArgumentException if another contact has the external id
   */
  ContactRecord addContact(
      @Nullable String externalId,
      @Nullable String email,
      @Nullable String name,
      @Nullable String role) {
    ContactProfile profile = ContactProfile.of(externalId, email, name);
    ContactRecord contact =
        contacts.create(
            role == null ? ContactRecord.roleOf(profile) : role,
            profile,
            now(),
            newContactAttributes());
    ContactTable.Conflict conflict = contacts.externalIdConflict(contact);
    if (conflict != null) {
      throw new IllegalArgumentException(
          "The contact " + conflict.id() + " already has the " + conflict.what());
    }
    contacts.put(contact);
    return contact;
  }

  ParentAttributes newContactAttributes() {
    return ParentAttributes.none(settings.contactRelationships());
  }

  /** Returns the contacts with the ids: the target of a merged one, and no deleted ones. */
  List<ContactRecord> current(Collection<String> contactIds) {
    return contactIds.stream().map(contacts::current).filter(Objects::nonNull).distinct().toList();
  }

  String nextInstanceId() {
    return Long.toString(++lastInstanceId);
  }

  /**
   * Returns those of the ids that belong to an existing object of the target.
   *
   * <p>A deletion leaves the id of the object in all links to it. Since ids are never used again,
   * it is enough to filter the stored ids by this method whenever they are read.
   */
  List<String> existing(String target, Collection<String> ids) {
    return ids.stream().filter(id -> exists(target, id)).toList();
  }

  private boolean exists(String target, String id) {
    if (target.equals(Attribute.CONTACT)) {
      return contacts.byId(id) != null;
    }
    if (target.equals(Attribute.CONVERSATION)) {
      return conversations.containsKey(id);
    }
    InstanceTable table = tables.get(target);
    return table != null && table.byId(id) != null;
  }

  /** Returns the instance without references to objects that were deleted since. */
  StoredInstance current(InstanceTable table, StoredInstance instance) {
    Map<String, Object> attributes = new LinkedHashMap<>(instance.getAttributes());
    for (Attribute attribute : table.type().attributes().values()) {
      if (attribute instanceof Reference reference) {
        List<String> ids = existing(reference.target(), instance.references(reference));
        if (ids.isEmpty()) {
          attributes.remove(reference.name());
        } else {
          attributes.put(reference.name(), ids);
        }
      }
    }
    return instance.withAttributes(attributes);
  }

  /**
   * Returns the ids, the oldest first, of the instances that are associated with a contact or
   * conversation by their own attributes or by its relationship attributes.
   */
  List<String> associated(InstanceTable table, String parentKind, String parentId) {
    ParentAttributes parent = parentAttributes(parentKind, parentId);
    if (parent == null) {
      return List.of();
    }
    TreeSet<String> ids = new TreeSet<>(InstanceTable.OLDEST_FIRST);
    ids.addAll(table.referring(parentKind, parentId));
    String type = table.type().getName();
    for (Reference relationship : parent.relationships().values()) {
      if (relationship.target().equals(type)) {
        ids.addAll(existing(type, parent.links(relationship.name())));
      }
    }
    return List.copyOf(ids);
  }

  /** Returns the attributes of a contact or conversation; null if there is none with the id. */
  @Nullable ParentAttributes parentAttributes(String parentKind, String parentId) {
    if (parentKind.equals(Attribute.CONTACT)) {
      ContactRecord contact = contacts.byId(parentId);
      return contact == null ? null : contact.attributes();
    }
    ConversationRecord conversation = conversations.get(parentId);
    return conversation == null ? null : conversation.attributes();
  }
}
