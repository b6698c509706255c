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

/** Everything a workspace holds. Guarded by the workspace's lock. */
final class State {
  /** The ids of tickets go on from here. */
  static final long TICKETS_BEFORE = 600;

  private final Settings settings;
  private final InstantSource clock;
  private final Map<String, InstanceTable> tables = new HashMap<>();
  private ContactTable contacts = new ContactTable();
  // Their ids have the same number of digits, so the order is that of their making.
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
    copy.become(this);
    return copy;
  }

  /** Holds from now on what another state of the same workspace holds. */
  void become(State other) {
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

  /** All conversations, the oldest first; a view, not a copy. */
  Collection<ConversationRecord> conversations() {
    return Collections.unmodifiableCollection(conversations.values());
  }

  @Nullable TicketRecord ticket(String id) {
    return tickets.get(id);
  }

  /**
   * @param contactIds who takes part
   */
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

  /** Stores a new ticket; its first part tells of the state in which it begins. */
  void addTicket(TicketRecord ticket) {
    TicketState begins = ticket.details().state();
    ticket.add(
        new TicketPart(
            nextPartId(),
            TicketPart.STATE_UPDATED,
            ticket.createdAt(),
            AuthorView.bot(),
            null,
            List.of(),
            TicketPart.stateChange(begins, begins)),
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
   * @param role null for a user, or a lead if nothing tells the contact from others
   * @throws IllegalArgumentException if another contact has the external id
   */
  ContactRecord addContact(
      @Nullable String externalId,
      @Nullable String email,
      @Nullable String name,
      @Nullable String role) {
    ContactProfile profile = ContactProfile.of(externalId, email, name);
    ContactRecord contact =
        contacts.make(
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

  /** The contacts that the ids stand for now: merged ones are another, deleted ones are gone. */
  List<ContactRecord> current(Collection<String> contactIds) {
    return contactIds.stream().map(contacts::current).filter(Objects::nonNull).distinct().toList();
  }

  String nextInstanceId() {
    return Long.toString(++lastInstanceId);
  }

  /**
   * Those of the ids that stand for an object of the target.
   *
   * <p>A deleted instance leaves its id behind wherever it was linked; because ids are never used
   * again, passing stored ids through here whenever they are read is enough to make it vanish.
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

  /** The instance without references to what was deleted since it was written. */
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
   * The ids, the oldest first, of the instances associated with a contact or conversation: by an
   * attribute of their own, or by a relationship attribute of the contact or conversation.
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

  /** The attributes of a contact or conversation; null if there is none with the id. */
  @Nullable ParentAttributes parentAttributes(String parentKind, String parentId) {
    if (parentKind.equals(Attribute.CONTACT)) {
      ContactRecord contact = contacts.byId(parentId);
      return contact == null ? null : contact.attributes();
    }
    ConversationRecord conversation = conversations.get(parentId);
    return conversation == null ? null : conversation.attributes();
  }
}
