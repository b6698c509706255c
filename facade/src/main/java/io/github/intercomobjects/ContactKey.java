package io.github.intercomobjects;

import io.github.intercomobjects.client.model.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key by which your own data names a contact: its external id or its e-mail address. Immutable.
 *
 * <pre>{@code
 * Optional<String> id = intercom.contacts().directory().find(ContactKey.externalId("customer-7"));
 * }</pre>
 */
public final class ContactKey {
  /** The fields of contacts that they can be found by. */
  enum By {
    EXTERNAL_ID("external id"),
    EMAIL("e-mail");

    private final String label;

    By(String label) {
      this.label = label;
    }
  }

  private final By by;
  private final String value;

  private ContactKey(By by, String value) {
    this.by = by;
    this.value = value;
  }

  /** Returns the key of the user with this external id; leads are not found by it. */
  public static ContactKey externalId(String externalId) {
    return new ContactKey(By.EXTERNAL_ID, Arguments.pathSegment("external id", externalId));
  }

  /** Returns the key of the contact with this e-mail address, whose case does not matter. */
  public static ContactKey email(String email) {
    return new ContactKey(
        By.EMAIL, Arguments.notBlank("e-mail", email).strip().toLowerCase(Locale.ROOT));
  }

  static ContactKey of(String by, String value) {
    return new ContactKey(By.valueOf(by), value);
  }

  /** Returns the keys by which a contact of a response is found. */
  static List<ContactKey> allOf(Contact contact) {
    List<ContactKey> keys = new ArrayList<>(2);
    String externalId = contact.getExternalId();
    // Leads have external ids too, but are not found by them.
    if (externalId != null
        && !externalId.isBlank()
        && !Contact.Role.LEAD.equals(contact.getRole())) {
      keys.add(new ContactKey(By.EXTERNAL_ID, externalId));
    }
    String email = contact.getEmail();
    if (email != null && !email.isBlank()) {
      keys.add(new ContactKey(By.EMAIL, email.strip().toLowerCase(Locale.ROOT)));
    }
    return keys;
  }

  By by() {
    return by;
  }

  /** Returns the JSON form. */
  Map<String, String> toMap() {
    return Map.of(by == By.EMAIL ? "email" : "external_id", value);
  }

  /** Returns the external id, or the e-mail address in lower case. */
  public String getValue() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ContactKey that && by == that.by && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 31 * by.hashCode() + value.hashCode();
  }

  /** Returns text such as {@code external id "customer-7"}, for messages. */
  @Override
  public String toString() {
    return by.label + " \"" + ForeignText.of(value) + "\"";
  }
}
