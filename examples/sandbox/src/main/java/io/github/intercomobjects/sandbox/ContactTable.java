package io.github.intercomobjects.sandbox;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The contacts with their indexes. Guarded by the workspace's lock. */
final class ContactTable {
  private static final String ID_PREFIX = "63a07ddf05a32042";
  private static final int HOPS_RESOLVED = 3;

  private final Map<String, ContactRecord> byId = new TreeMap<>();
  private final Map<String, String> idByExternalId = new HashMap<>();
  // Ids increase, so the first of several belongs to the oldest contact.
  private final Map<String, SortedSet<String>> idsByEmail = new HashMap<>();
  private final Map<String, String> mergedInto = new HashMap<>();
  private final Map<String, String> mergedByExternalId = new HashMap<>();
  private int lastId = 0x0dff_0000;

  ContactTable copy() {
    ContactTable copy = new ContactTable();
    copy.byId.putAll(byId);
    copy.idByExternalId.putAll(idByExternalId);
    idsByEmail.forEach((email, ids) -> copy.idsByEmail.put(email, new TreeSet<>(ids)));
    copy.mergedInto.putAll(mergedInto);
    copy.mergedByExternalId.putAll(mergedByExternalId);
    copy.lastId = lastId;
    return copy;
  }

  /** Returns a view of all contacts, the oldest first. */
  Collection<ContactRecord> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  @Nullable ContactRecord byId(String id) {
    return byId.get(id);
  }

  @Nullable ContactRecord byExternalId(String externalId) {
    String id = idByExternalId.get(externalId);
    return id == null ? null : byId.get(id);
  }

  /** Returns all contacts with an e-mail address, the oldest first. */
  List<ContactRecord> byEmail(String email) {
    return idsByEmail.getOrDefault(folded(email), Collections.emptySortedSet()).stream()
        .map(byId::get)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Returns the contact, or the one that it was merged into; null if that was deleted. */
  @Nullable ContactRecord current(String id) {
    String at = id;
    for (String next = mergedInto.get(at); next != null; next = mergedInto.get(at)) {
      at = next;
    }
    return byId.get(at);
  }

  /** Returns the id in the response for a merged contact; null if the contact was not merged. */
  @Nullable String canonicalId(String id) {
    if (current(id) == null) {
      return null;
    }
    String canonical = mergedInto.get(id);
    for (int hops = 1; canonical != null && hops < HOPS_RESOLVED; hops++) {
      canonical = mergedInto.getOrDefault(canonical, canonical);
    }
    return canonical;
  }

  /** Returns the id of the merged contact that last had the external id. */
  @Nullable String mergedId(String externalId) {
    return mergedByExternalId.get(externalId);
  }

  /** Creates a contact with a new id, without storing it. */
  ContactRecord create(
      String role, ContactProfile profile, Instant now, ParentAttributes attributes) {
    String id = ID_PREFIX + HexFormat.of().toHexDigits(++lastId);
    return new ContactRecord(id, role, profile, now, now, false, List.of(), attributes);
  }

  void put(ContactRecord contact) {
    ContactRecord previous = byId.put(contact.id(), contact);
    if (previous != null) {
      unindex(previous);
    }
    ContactProfile profile = contact.profile();
    if (profile.externalId() != null) {
      idByExternalId.put(profile.externalId(), contact.id());
    }
    if (profile.email() != null) {
      idsByEmail.computeIfAbsent(folded(profile.email()), e -> new TreeSet<>()).add(contact.id());
    }
  }

  void remove(ContactRecord contact) {
    byId.remove(contact.id());
    unindex(contact);
  }

  void merge(ContactRecord source, ContactRecord target, Instant now) {
    remove(source);
    mergedInto.put(source.id(), target.id());
    if (source.profile().externalId() != null) {
      mergedByExternalId.put(source.profile().externalId(), source.id());
    }
    put(target.absorbing(source, now));
  }

  /**
   * Returns the conflict with another contact that has the same external id, or null.
   *
   * <p>E-mail addresses are not unique in a workspace, but calls cannot create duplicates.
   */
  @Nullable Conflict externalIdConflict(ContactRecord contact) {
    ContactProfile profile = contact.profile();
    if (profile.externalId() != null) {
      String owner = idByExternalId.get(profile.externalId());
      if (owner != null && !owner.equals(contact.id())) {
        return new Conflict("external_id '" + profile.externalId() + "'", owner);
      }
    }
    return null;
  }

  /**
   * Returns the conflict with another contact that prevents a call from storing this one, or null.
   *
   * @param before the stored contact; null if it is new
   */
  @Nullable Conflict conflict(ContactRecord contact, @Nullable ContactRecord before) {
    String email = contact.profile().email();
    String emailBefore = before == null ? null : before.profile().email();
    Conflict conflict = externalIdConflict(contact);
    if (conflict != null
        || email == null
        || (emailBefore != null && folded(email).equals(folded(emailBefore)))) {
      return conflict;
    }
    return byEmail(email).stream()
        .filter(other -> !other.id().equals(contact.id()))
        .findFirst()
        .map(other -> new Conflict("email '" + email + "'", other.id()))
        .orElse(null);
  }

  private void unindex(ContactRecord contact) {
    ContactProfile profile = contact.profile();
    if (profile.externalId() != null) {
      idByExternalId.remove(profile.externalId());
    }
    if (profile.email() != null) {
      idsByEmail.computeIfPresent(
          folded(profile.email()),
          (email, ids) -> {
            ids.remove(contact.id());
            return ids.isEmpty() ? null : ids;
          });
    }
  }

  private static String folded(String email) {
    return email.toLowerCase(Locale.ROOT);
  }

  /** A unique value that is taken, and the id of the contact that has it. */
  record Conflict(String what, String id) {}
}
