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
 * An Intercom workspace: its definition and its content.
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
 * <p>The definition is immutable; it can also come from a {@linkplain #load file}. Contacts and
 * conversations can be added here; instances, values and links are written over HTTP and can be
 * read here. All results are copies. Methods throw an {@link IllegalArgumentException} if the type,
 * the attribute, the contact or the conversation that they are called with does not exist.
 * Thread-safe.
 */
public final class Workspace {
  private final Settings settings;
  private final State state;
  private final WorkspaceQueries queries;
  private final Object lock = new Object();
  private volatile Clock clock = Clock.systemUTC();

  Workspace(Settings settings) {
    this.settings = settings;
    this.state = new State(settings, () -> clock().instant());
    this.queries = new WorkspaceQueries(settings, state);
    settings.content().fill(state, settings.ticketTypes());
  }

  /**
   * Loads a workspace from a JSON file, which has a key for every method of {@link Builder}. The
   * project's {@code examples/sandbox/shop.json} shows all keys.
   *
   * @throws IllegalArgumentException if the file does not exist or has mistakes; the message lists
   *     all mistakes, each with its line, its location and a suggested fix
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Workspace load(Path file) {
    return WorkspaceFile.load(file);
  }

  /** Returns a builder of workspaces. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Adds a contact: a user if it has an external id or an e-mail address, else a lead. Several
   * contacts may have the same e-mail address, as in Intercom.
   *
   * @throws IllegalArgumentException if another contact has the external id, or an argument is
   *     blank
   */
  public Contact addContact(
      @Nullable String externalId, @Nullable String email, @Nullable String name) {
    return addContact(externalId, email, name, null);
  }

  /**
   * Adds a lead, also if it has an external id or an e-mail address.
   *
   * @throws IllegalArgumentException if another contact has the external id, or an argument is
   *     blank
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
   * Merges one contact into another, as a teammate does in Intercom.
   *
   * <p>The target takes over conversations and tickets. A look-up of the merged contact then gets a
   * 410 with a {@code Link} to the target since version 2.16, and a 404 before. Intercom documents
   * nothing else that is taken over, so all links from and to the merged contact are lost.
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
          state.contacts().merge(queries.contact(fromId), queries.contact(intoId), state.now());
          return true;
        });
  }

  /** Adds a conversation without contacts. */
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
        locked(() -> state.addConversation(List.of(queries.contact(contactId).id())).id()));
  }

  /** Returns the contact with an external id. */
  public Optional<Contact> findContact(String externalId) {
    return locked(
        () -> Optional.ofNullable(state.contacts().byExternalId(externalId)).map(Contact::of));
  }

  /**
   * Returns the id of an option of a list attribute: a UUID that depends only on the names of the
   * type, the attribute and the option. {@code GET /_sandbox/objects/{type}} shows it too.
   */
  public String getOptionId(String type, String attribute, String option) {
    return locked(() -> queries.type(type).optionId(attribute, option));
  }

  /** Returns all instances of an object type, the oldest first. */
  public List<StoredInstance> getInstances(String type) {
    return locked(() -> queries.instances(type));
  }

  /** Returns the instance of an object type with an external id. */
  public Optional<StoredInstance> findInstance(String type, String externalId) {
    return locked(() -> queries.instance(type, externalId));
  }

  /** Returns the instance ids under a contact's relationship attribute, in the order sent. */
  public List<String> getContactLinks(String contactId, String attribute) {
    return locked(() -> queries.links(Attribute.CONTACT, contactId, attribute));
  }

  /** Returns the instance ids under a conversation's relationship attribute, in the order sent. */
  public List<String> getConversationLinks(String conversationId, String attribute) {
    return locked(() -> queries.links(Attribute.CONVERSATION, conversationId, attribute));
  }

  /**
   * Returns the ids, the oldest first, of the instances that are associated with a contact by a
   * reference attribute of their own or by a relationship attribute of the contact.
   */
  public List<String> getInstancesReferencingContact(String type, String contactId) {
    return locked(() -> queries.referencing(type, Attribute.CONTACT, contactId));
  }

  /**
   * Returns the ids, the oldest first, of the instances that are associated with a conversation by
   * a reference attribute of their own or by a relationship attribute of the conversation.
   */
  public List<String> getInstancesReferencingConversation(String type, String conversationId) {
    return locked(() -> queries.referencing(type, Attribute.CONVERSATION, conversationId));
  }

  Settings settings() {
    return settings;
  }

  /** Returns the content, which is guarded by the lock. */
  State state() {
    return state;
  }

  Clock clock() {
    return clock;
  }

  void useClock(Clock newClock) {
    clock = newClock;
  }

  /** Takes a snapshot of the content, and returns an action that restores it. */
  Runnable snapshot() {
    State held = locked(state::copy);
    return () ->
        locked(
            () -> {
              state.restore(held);
              return true;
            });
  }

  <T> T locked(Supplier<T> action) {
    synchronized (lock) {
      return action.get();
    }
  }

  /**
   * A builder of workspaces. Every method throws an {@link IllegalArgumentException} if an argument
   * is blank, out of range or already defined. Not thread-safe.
   */
  public static final class Builder {
    private final Definition definition = new Definition();

    private Builder() {}

    /** Sets the access token that has every permission; {@code sandbox-token} by default. */
    public Builder token(String token) {
      definition.token(token);
      return this;
    }

    /**
     * Adds an access token with limited permissions.
     *
     * @param scopes Intercom's names of the permissions, such as {@code read_conversations}. Names
     *     that no operation here requires are accepted, unless they look like a typing error
     */
    public Builder limitedToken(String token, String... scopes) {
      definition.limitedToken(token, Set.of(scopes));
      return this;
    }

    /**
     * Adds a teammate to whom tickets can be assigned. The teammate with the id 1 always exists and
     * owns all access tokens.
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
     * Adds a ticket type. The default is one type with the id 1, the name {@code Request} and the
     * category {@code Customer}. Ticket attributes are stored as they are sent.
     *
     * @param id decimal digits
     * @param category {@code Customer}, {@code Back-office} or {@code Tracker}
     */
    public Builder ticketType(String id, String name, String category) {
      definition.ticketType(id, name, category);
      return this;
    }

    /**
     * Adds an initial contact: a user if it has an external id or an e-mail address, else a lead.
     * Several contacts may have the same e-mail address, as in Intercom.
     */
    public Builder contact(
        @Nullable String externalId, @Nullable String email, @Nullable String name) {
      definition.content().contact(externalId, email, name, null);
      return this;
    }

    /** Adds an initial lead, also if it has an external id or an e-mail address. */
    public Builder lead(
        @Nullable String externalId, @Nullable String email, @Nullable String name) {
      definition.content().contact(externalId, email, name, ContactRecord.LEAD);
      return this;
    }

    /** Adds an initial conversation with contacts that were added before, by external ids. */
    public Builder conversation(String... contactExternalIds) {
      definition.content().conversation(List.of(contactExternalIds));
      return this;
    }

    /** Adds an initial ticket of a contact that was added before, by its external id. */
    public Builder ticket(String ticketTypeId, String contactExternalId, String title) {
      definition.content().ticket(ticketTypeId, contactExternalId, title);
      return this;
    }

    /** Adds a custom object type. */
    public Builder objectType(ObjectTypeDefinition type) {
      definition.objectType(type);
      return this;
    }

    /** Adds a relationship attribute by which contacts link to instances of an object type. */
    public Builder contactRelationship(
        String attribute, String objectType, Cardinality cardinality) {
      definition.contactRelationship(new Reference(attribute, objectType, cardinality));
      return this;
    }

    /** Adds a relationship attribute by which conversations link to instances of a type. */
    public Builder conversationRelationship(
        String attribute, String objectType, Cardinality cardinality) {
      definition.conversationRelationship(new Reference(attribute, objectType, cardinality));
      return this;
    }

    /**
     * Sets how many instances a contact or conversation shows under a relationship; 10 by default.
     */
    public Builder instancesShown(int count) {
      definition.instancesShown(count);
      return this;
    }

    /**
     * Sets the rate limit; 1667 calls per window of 10 seconds by default.
     *
     * @param window at least 1 ms
     */
    public Builder rateLimit(int callsPerWindow, Duration window) {
      definition.callsPerWindow(callsPerWindow);
      definition.window(window);
      return this;
    }

    /** Sets how many instances of one type may exist; 100,000 by default. */
    public Builder maxInstancesPerType(int count) {
      definition.maxInstancesPerType(count);
      return this;
    }

    /**
     * Sets the response of a look-up that finds nothing; {@link MissAnswer#BY_VERSION} by default.
     */
    public Builder missAnswer(MissAnswer answer) {
      definition.missAnswer(answer);
      return this;
    }

    /** Sets the API version of calls without the version header; 2.16 by default. */
    public Builder defaultVersion(String version) {
      definition.defaultVersion(version);
      return this;
    }

    /**
     * Sets whether instances inside other objects show unset {@code external_id}, {@code
     * external_created_at} and {@code external_updated_at} as null. By default they are left out;
     * Intercom does not document its choice.
     */
    public Builder nestedNulls(boolean shown) {
      definition.nestedNulls(shown);
      return this;
    }

    /**
     * Adds a name that several live conversation attributes share. Calls that update custom
     * attributes of conversations then get a 400 {@code INVALID_PARAMETER}.
     */
    public Builder duplicateConversationAttribute(String name) {
      definition.duplicateConversationAttribute(name);
      return this;
    }

    /**
     * Creates a new workspace without instances.
     *
     * @throws IllegalArgumentException if something refers to a type that is not defined, or the
     *     token with every permission is also a limited one
     */
    public Workspace build() {
      return new Workspace(definition.settings());
    }
  }
}
