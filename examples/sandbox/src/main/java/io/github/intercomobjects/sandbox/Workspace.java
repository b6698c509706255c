package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an Intercom workspace is defined to be, and what it holds.
 *
 * <pre>{@code
 * Workspace workspace =
 *     Workspace.builder()
 *         .objectType(
 *             ObjectTypeDefinition.builder("Order")
 *                 .text("status")
 *                 .referenceToOne("customer", "contact")
 *                 .build())
 *         .contactRelationship("orders", "Order", Cardinality.MANY)
 *         .rateLimit(167, Duration.ofSeconds(10))
 *         .build();
 * Contact zoe = workspace.addContact("customer-7", "zoe@example.com", "Zoë");
 * }</pre>
 *
 * <p>The definition is fixed; a {@linkplain #load file} can hold it too. Contacts and conversations
 * can be added here; instances, values and links come by HTTP, and are looked at here. Everything
 * returned is a copy of that moment. A question about a type, an attribute, a contact or a
 * conversation that is not there is refused with an {@link IllegalArgumentException}. Thread-safe.
 */
public final class Workspace {
  private final Settings settings;
  private final State state;
  private final WorkspaceLook look;
  private final Object lock = new Object();
  private volatile Clock clock = Clock.systemUTC();

  Workspace(Settings settings) {
    this.settings = settings;
    this.state = new State(settings, () -> clock().instant());
    this.look = new WorkspaceLook(settings, state);
    settings.content().fill(state, settings.ticketTypes());
  }

  /**
   * The workspace that a JSON file defines. Every part of {@link Builder} has a key there; the
   * project's {@code examples/sandbox/shop.json} shows them all.
   *
   * @throws IllegalArgumentException if the file is not there, or for its mistakes, each with its
   *     line, its place and what would do
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Workspace load(Path file) {
    return WorkspaceFile.load(file);
  }

  /** Begins the definition of a workspace. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Adds a contact: a user if it has an external id or an e-mail address, else a lead. All of it
   * may be null. Several contacts may have one e-mail address, as in Intercom.
   *
   * @throws IllegalArgumentException if another contact has the external id, or if one of the texts
   *     is blank
   */
  public Contact addContact(
      @Nullable String externalId, @Nullable String email, @Nullable String name) {
    return addContact(externalId, email, name, null);
  }

  /**
   * Adds a contact that is a lead, whatever it has. All of it may be null.
   *
   * @throws IllegalArgumentException if another contact has the external id, or if one of the texts
   *     is blank
   */
  public Contact addLead(
      @Nullable String externalId, @Nullable String email, @Nullable String name) {
    return addContact(externalId, email, name, ContactRecord.LEAD);
  }

  private Contact addContact(
      @Nullable String externalId,
      @Nullable String email,
      @Nullable String name,
      @Nullable String role) {
    Arguments.nullOrNotBlank("externalId", externalId);
    Arguments.nullOrNotBlank("email", email);
    Arguments.nullOrNotBlank("name", name);
    String id = locked(() -> state.addContact(externalId, email, name, role).id());
    return new Contact(id, externalId, email, name);
  }

  /**
   * Makes one contact part of another, as somebody would do in Intercom.
   *
   * <p>Its conversations and tickets go over to the other. A look-up of it is 410 with a {@code
   * Link} to the other since version 2.16, and 404 before. What else goes over is not documented,
   * and so nothing does: links from it and to it are gone.
   *
   * @throws IllegalArgumentException if there is no contact with one of the ids, or they are equal
   */
  public void mergeContacts(String fromId, String intoId) {
    if (fromId.equals(intoId)) {
      throw new IllegalArgumentException(
          "A contact cannot be merged into itself: '" + fromId + "'");
    }
    locked(
        () -> {
          state.contacts().merge(look.contact(fromId), look.contact(intoId), state.now());
          return true;
        });
  }

  /** Adds a conversation in which no contact takes part. */
  public Conversation addConversation() {
    return new Conversation(locked(() -> state.addConversation(List.of()).id()));
  }

  /**
   * Adds a conversation with a contact.
   *
   * @throws IllegalArgumentException if there is no contact with the id
   */
  public Conversation addConversation(String contactId) {
    return new Conversation(
        locked(() -> state.addConversation(List.of(look.contact(contactId).id())).id()));
  }

  /** The contact that has the external id. */
  public Optional<Contact> findContact(String externalId) {
    return locked(
        () -> Optional.ofNullable(state.contacts().byExternalId(externalId)).map(Contact::of));
  }

  /**
   * Returns the id of an option of a list attribute: a UUID, which is the same in every workspace
   * that defines the type, the attribute and the option by the same names. {@code GET
   * /_sandbox/objects/{type}} shows it too.
   */
  public String getOptionId(String type, String attribute, String option) {
    return locked(() -> look.type(type).optionId(attribute, option));
  }

  /** All instances of an object type, the oldest first. */
  public List<StoredInstance> getInstances(String type) {
    return locked(() -> look.instances(type));
  }

  /** The instance of an object type that has the external id. */
  public Optional<StoredInstance> findInstance(String type, String externalId) {
    return locked(() -> look.instance(type, externalId));
  }

  /** The instance ids under a relationship attribute of a contact, in the order of sending. */
  public List<String> getContactLinks(String contactId, String attribute) {
    return locked(() -> look.links(Attribute.CONTACT, contactId, attribute));
  }

  /** The instance ids under a relationship attribute of a conversation, in the order of sending. */
  public List<String> getConversationLinks(String conversationId, String attribute) {
    return locked(() -> look.links(Attribute.CONVERSATION, conversationId, attribute));
  }

  /**
   * The ids, the oldest first, of the instances of a type that are associated with a contact: by a
   * reference attribute of their own, or by a relationship attribute of the contact.
   */
  public List<String> getInstancesReferencingContact(String type, String contactId) {
    return locked(() -> look.referencing(type, Attribute.CONTACT, contactId));
  }

  /**
   * The ids, the oldest first, of the instances of a type that are associated with a conversation:
   * by a reference attribute of their own, or by a relationship attribute of the conversation.
   */
  public List<String> getInstancesReferencingConversation(String type, String conversationId) {
    return locked(() -> look.referencing(type, Attribute.CONVERSATION, conversationId));
  }

  Settings settings() {
    return settings;
  }

  /** To be touched under the lock only. */
  State state() {
    return state;
  }

  Clock clock() {
    return clock;
  }

  void useClock(Clock newClock) {
    clock = newClock;
  }

  /** Remembers what is held now; to run the result is to hold it again. */
  Runnable snapshot() {
    State held = locked(state::copy);
    return () ->
        locked(
            () -> {
              state.become(held);
              return true;
            });
  }

  <T> T locked(Supplier<T> action) {
    synchronized (lock) {
      return action.get();
    }
  }

  /**
   * Defines a workspace. What is blank, out of range or defined twice is refused with an {@link
   * IllegalArgumentException}. Not thread-safe.
   */
  public static final class Builder {
    private final Definition definition = new Definition();

    private Builder() {}

    /**
     * The access token that calls must bring; {@code sandbox-token} if none is given. It has every
     * permission.
     */
    public Builder token(String token) {
      definition.token(token);
      return this;
    }

    /**
     * Adds an access token that has only some permissions.
     *
     * @param scopes Intercom's names for them, such as {@code read_conversations}; others than the
     *     operations here ask for may be given, but none that differs from one of these by a letter
     *     or two
     */
    public Builder limitedToken(String token, String... scopes) {
      definition.limitedToken(token, Set.of(scopes));
      return this;
    }

    /**
     * Adds a teammate to whom tickets can be assigned. There is always one with the id 1, to whom
     * all access tokens belong.
     *
     * @param id decimal digits
     */
    public Builder teammate(String id, String name) {
      definition.teammate(id, name);
      return this;
    }

    /**
     * Adds a team to which tickets can be assigned.
     *
     * @param id decimal digits
     */
    public Builder team(String id, String name) {
      definition.team(id, name);
      return this;
    }

    /**
     * Adds a type of tickets. A workspace that defines none has one with the id 1, {@code Request}
     * of the category {@code Customer}. Values of attributes are kept as they are sent.
     *
     * @param id decimal digits
     * @param category {@code Customer}, {@code Back-office} or {@code Tracker}
     */
    public Builder ticketType(String id, String name, String category) {
      definition.ticketType(id, name, category);
      return this;
    }

    /**
     * Adds a contact that the workspace holds from its beginning: a user if it has an external id
     * or an e-mail address, else a lead. All of it may be null. Several contacts may have one
     * e-mail address, as in Intercom.
     */
    public Builder contact(
        @Nullable String externalId, @Nullable String email, @Nullable String name) {
      definition.content().contact(externalId, email, name, null);
      return this;
    }

    /**
     * Adds a contact that the workspace holds from its beginning and that is a lead, whatever it
     * has. All of it may be null.
     */
    public Builder lead(
        @Nullable String externalId, @Nullable String email, @Nullable String name) {
      definition.content().contact(externalId, email, name, ContactRecord.LEAD);
      return this;
    }

    /** Adds a conversation with contacts that were added before, by their external ids. */
    public Builder conversation(String... contactExternalIds) {
      definition.content().conversation(List.of(contactExternalIds));
      return this;
    }

    /** Adds a ticket of a contact that was added before, by its external id. */
    public Builder ticket(String ticketTypeId, String contactExternalId, String title) {
      definition.content().ticket(ticketTypeId, contactExternalId, title);
      return this;
    }

    /** Adds a custom object type. */
    public Builder objectType(ObjectTypeDefinition type) {
      definition.objectType(type);
      return this;
    }

    /** Adds an attribute under which every contact holds instances of an object type. */
    public Builder contactRelationship(
        String attribute, String objectType, Cardinality cardinality) {
      definition.contactRelationship(new Reference(attribute, objectType, cardinality));
      return this;
    }

    /** Adds an attribute under which every conversation holds instances of an object type. */
    public Builder conversationRelationship(
        String attribute, String objectType, Cardinality cardinality) {
      definition.conversationRelationship(new Reference(attribute, objectType, cardinality));
      return this;
    }

    /**
     * How many instances a contact or conversation shows under one relationship, from 0; 10 if not
     * given.
     */
    public Builder instancesShown(int count) {
      definition.instancesShown(count);
      return this;
    }

    /**
     * How many calls a window allows; 1667 in 10 seconds if not given.
     *
     * @param window at least 1 ms
     */
    public Builder rateLimit(int callsPerWindow, Duration window) {
      definition.callsPerWindow(callsPerWindow);
      definition.window(window);
      return this;
    }

    /** How many instances of one type may exist; 100,000 if not given. */
    public Builder maxInstancesPerType(int count) {
      definition.maxInstancesPerType(count);
      return this;
    }

    /** What a look-up that finds nothing answers; {@link MissAnswer#BY_VERSION} if not given. */
    public Builder missAnswer(MissAnswer answer) {
      definition.missAnswer(answer);
      return this;
    }

    /** The API version of calls that name none; 2.16 if not given. */
    public Builder defaultVersion(String version) {
      definition.defaultVersion(version);
      return this;
    }

    /**
     * Sets whether an instance shown inside another object has {@code external_id}, {@code
     * external_created_at} and {@code external_updated_at} as null where they are not set. They are
     * left out if not given: which of the two Intercom does is not documented.
     */
    public Builder nestedNulls(boolean shown) {
      definition.nestedNulls(shown);
      return this;
    }

    /**
     * Adds a name that several live attributes of conversations have. A call that updates the
     * custom attributes of a conversation is then refused with 400 {@code INVALID_PARAMETER}.
     */
    public Builder duplicateConversationAttribute(String name) {
      definition.duplicateConversationAttribute(name);
      return this;
    }

    /**
     * The workspace, without instances; each call makes one of its own.
     *
     * @throws IllegalArgumentException if something refers to a type that is not defined, or a
     *     limited token is the one that may do everything
     */
    public Workspace build() {
      return new Workspace(definition.settings());
    }
  }
}
