package io.github.intercomobjects;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The value of an attribute that refers to other objects: their Intercom ids. Immutable.
 *
 * <pre>{@code
 * orders.upsert(
 *     "ORDER-1", Attributes.builder().set("customer", References.one(customer.getId())).build());
 * }</pre>
 *
 * <p>Setting it on an object links the two without another call. An attribute that refers to one
 * object takes {@link #one}; an attribute that refers to many takes {@link #many}, which replaces
 * the complete set. Intercom skips unknown ids and still returns 200; {@link Upserted#getDropped()}
 * lists them.
 *
 * <p>References that were read cannot be sent again, because a response shows one and many in the
 * same form: create new ones from {@link #getIds()}.
 */
public final class References {
  private final List<String> ids;
  private final @Nullable Object json;
  private final @Nullable ContactNames contacts;

  private References(List<String> ids, @Nullable Object json, @Nullable ContactNames contacts) {
    this.ids = ids;
    this.json = json;
    this.contacts = contacts;
  }

  /** Returns references that were read from a response. */
  static References read(List<String> ids) {
    return new References(List.copyOf(ids), null, null);
  }

  /** Returns a reference to one object, which is sent as the bare id. */
  public static References one(String id) {
    return new References(List.of(Arguments.notBlank("referenced id", id)), id, null);
  }

  /** Returns references to any number of objects, even none, which are sent as a list of ids. */
  public static References many(Collection<String> ids) {
    ids.forEach(id -> Arguments.notBlank("referenced id", id));
    List<String> copy = List.copyOf(ids);
    return new References(copy, copy, null);
  }

  /**
   * Returns a reference to the contact with this key. Before an upsert or create is sent, the
   * {@link ContactDirectory} looks up the contact's id; if there is none, a {@link
   * NotFoundException} names the contact and nothing is sent, unless {@link #orUnlinked} or {@link
   * #orCreated} is called. It is for custom objects only, not for contacts and conversations.
   */
  public static References contact(ContactKey contact) {
    return of(new ContactNames(true, List.of(contact), ContactNames.Missing.FAIL));
  }

  /** Returns references to the contacts with these keys, as {@link #contact} does for one. */
  public static References contacts(Collection<ContactKey> contacts) {
    return of(new ContactNames(false, List.copyOf(contacts), ContactNames.Missing.FAIL));
  }

  private static References of(ContactNames contacts) {
    return new References(List.of(), contacts.toJson(), contacts);
  }

  /**
   * Returns the same references, without those contacts that Intercom does not have. A reference to
   * one such contact becomes null, which clears the attribute.
   */
  public References orUnlinked() {
    return contacts == null ? this : of(contacts.with(ContactNames.Missing.UNLINK));
  }

  /**
   * Returns the same references, for which contacts that Intercom does not have are created with
   * nothing but their keys.
   */
  public References orCreated() {
    return contacts == null ? this : of(contacts.with(ContactNames.Missing.CREATE));
  }

  /**
   * Returns Intercom's ids of the objects, in the given order, as an unmodifiable list.
   *
   * @throws IllegalStateException for references to contacts by key, which are looked up when they
   *     are sent
   */
  public List<String> getIds() {
    if (contacts != null) {
      throw new IllegalStateException(
          this + " has no ids before it is sent; contacts().directory() returns them");
    }
    return ids;
  }

  /**
   * Returns the references in the form of JSON, as an unmodifiable list: the ids, or for contacts
   * by key a map with {@code external_id} or {@code email} for each. Jackson writes this form.
   */
  @JsonValue
  public List<Object> toList() {
    return contacts == null
        ? List.copyOf(ids)
        : contacts.keys().stream().<Object>map(ContactKey::toMap).toList();
  }

  /** Returns whether these are contacts by key, whose ids are not known yet. */
  boolean isByKey() {
    return contacts != null;
  }

  /** Returns the value to send: the bare id, or the list of ids. */
  Object toJson() {
    if (json == null) {
      throw new IllegalArgumentException(
          ("references that were read, %s, do not show whether the attribute takes one or many;"
                  + " send References.one(..) or References.many(..) with these ids, or only the"
                  + " attributes that change")
              .formatted(ForeignText.of(ids)));
    }
    return json;
  }

  /** Returns whether both hold the same ids, or the same keys, in the same order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof References that
        && ids.equals(that.ids)
        && Objects.equals(contacts, that.contacts);
  }

  @Override
  public int hashCode() {
    return 31 * ids.hashCode() + Objects.hashCode(contacts);
  }

  /** Returns the ids, or the keys without e-mail addresses. */
  @Override
  public String toString() {
    return "References" + (contacts == null ? ForeignText.of(ids) : contacts);
  }
}
