package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * A contact or a conversation that custom objects are linked to. Immutable.
 *
 * <pre>{@code
 * Associations<Order> linked = orders.associations(Parent.contact(customer.getId()), "orders");
 * }</pre>
 *
 * <p>Intercom documents associations for these two only (API descriptions 2.13 to 2.16).
 */
public final class Parent {
  enum Kind {
    CONTACT,
    CONVERSATION
  }

  private final Kind kind;
  private final String id;

  private Parent(Kind kind, String id) {
    this.kind = kind;
    this.id = id;
  }

  /**
   * Returns the contact with this id. An external id has to be looked up first:
   *
   * <pre>{@code
   * Contact customer = intercom.contacts().findByExternalId("customer-7").orElseThrow();
   * orders.list(Parent.contact(customer.getId())).forEach(one -> out.println(one.getExternalId()));
   * }</pre>
   *
   * @param id Intercom's id of the contact, not its external id, which Intercom would not find or
   *     would take for the id of another
   */
  public static Parent contact(String id) {
    return new Parent(Kind.CONTACT, Arguments.pathSegment("contact id", id));
  }

  /**
   * Returns the conversation with this id.
   *
   * @param id Intercom's id of the conversation
   */
  public static Parent conversation(String id) {
    return new Parent(Kind.CONVERSATION, Arguments.pathSegment("conversation id", id));
  }

  /** Intercom's id of the contact or conversation. */
  public String getId() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  String kindName() {
    return kind == Kind.CONTACT ? "contact" : "conversation";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Parent that && kind == that.kind && id.equals(that.id);
  }

  @Override
  public int hashCode() {
    return 31 * kind.hashCode() + id.hashCode();
  }

  @Override
  public String toString() {
    return kindName() + " " + ForeignText.of(id);
  }
}
