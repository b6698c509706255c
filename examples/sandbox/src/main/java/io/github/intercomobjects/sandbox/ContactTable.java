package io.github.intercomobjects.sandbox;

import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contacts with their indexes. Guarded by the workspace's lock. */
final class ContactTable {
  private static final String ID_PREFIX = "63a07ddf05a32042";

  private final Map<String, ContactRecord> byId = new HashMap<>();
  private final Map<String, String> idByExternalId = new HashMap<>();
  private final Map<String, String> idByEmail = new HashMap<>();
  private int lastId = 0x0dff_0000;

  @Nullable ContactRecord byId(String id) {
    return byId.get(id);
  }

  @Nullable ContactRecord byExternalId(String externalId) {
    String id = idByExternalId.get(externalId);
    return id == null ? null : byId.get(id);
  }

  ContactRecord add(
      @Nullable String externalId,
      @Nullable String email,
      @Nullable String name,
      Instant now,
      ParentAttributes attributes) {
    String id = ID_PREFIX + HexFormat.of().toHexDigits(++lastId);
    ContactRecord contact =
        new ContactRecord(id, externalId, email, null, name, now, now, attributes);
    Conflict conflict = conflict(contact);
    if (conflict != null) {
      throw new IllegalArgumentException(
          "The contact " + conflict.id() + " already has the " + conflict.what());
    }
    put(contact);
    return contact;
  }

  void put(ContactRecord contact) {
    ContactRecord previous = byId.put(contact.id(), contact);
    if (previous != null && previous.externalId() != null) {
      idByExternalId.remove(previous.externalId());
    }
    if (previous != null && previous.email() != null) {
      idByEmail.remove(folded(previous.email()));
    }
    if (contact.externalId() != null) {
      idByExternalId.put(contact.externalId(), contact.id());
    }
    if (contact.email() != null) {
      idByEmail.put(folded(contact.email()), contact.id());
    }
  }

  /** The other contact, if there is one, that stands in the way of storing this one. */
  @Nullable Conflict conflict(ContactRecord contact) {
    if (contact.externalId() != null) {
      String owner = idByExternalId.get(contact.externalId());
      if (owner != null && !owner.equals(contact.id())) {
        return new Conflict("external_id '" + contact.externalId() + "'", owner);
      }
    }
    if (contact.email() != null) {
      String owner = idByEmail.get(folded(contact.email()));
      if (owner != null && !owner.equals(contact.id())) {
        return new Conflict("email '" + contact.email() + "'", owner);
      }
    }
    return null;
  }

  private static String folded(String email) {
    return email.toLowerCase(Locale.ROOT);
  }

  /** What is taken, and the id of the contact that has it. */
  record Conflict(String what, String id) {}
}
