package io.github.intercomobjects.sandbox;

import org.jspecify.annotations.Nullable;

/** A contact of the workspace, at the time of the call that returned it. Immutable. */
public final class Contact {
  private final String id;
  private final @Nullable String externalId;
  private final @Nullable String email;
  private final @Nullable String name;

  Contact(String id, @Nullable String externalId, @Nullable String email, @Nullable String name) {
    this.id = id;
    this.externalId = externalId;
    this.email = email;
    this.name = name;
  }

  static Contact of(ContactRecord contact) {
    ContactProfile profile = contact.profile();
    return new Contact(contact.id(), profile.externalId(), profile.email(), profile.name());
  }

  /** Returns Intercom's id: 24 hexadecimal digits. */
  public String getId() {
    return id;
  }

  /** Returns the id in the company's own system; null if there is none. */
  public @Nullable String getExternalId() {
    return externalId;
  }

  /** Returns the e-mail address; null if there is none. */
  public @Nullable String getEmail() {
    return email;
  }

  /** Returns the name; null if there is none. */
  public @Nullable String getName() {
    return name;
  }

  @Override
  public String toString() {
    return "Contact{id=" + id + ", externalId=" + externalId + "}";
  }
}
