package io.github.intercomobjects.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A contact as the workspace stores it. Immutable: a change creates another record.
 *
 * @param archived whether lists and searches leave it out
 * @param merges the contacts that were merged into this one, the oldest first
 */
record ContactRecord(
    String id,
    String role,
    ContactProfile profile,
    Instant createdAt,
    Instant updatedAt,
    boolean archived,
    List<Merge> merges,
    ParentAttributes attributes) {
  static final String USER = "user";
  static final String LEAD = "lead";
  static final List<String> ROLES = List.of(USER, LEAD);

  /** Returns the default role: user for a contact with an external id or an e-mail address. */
  static String roleOf(ContactProfile profile) {
    return profile.externalId() == null && profile.email() == null ? LEAD : USER;
  }

  ContactRecord with(
      String newRole, ContactProfile newProfile, ParentAttributes newAttributes, Instant now) {
    return new ContactRecord(
        id, newRole, newProfile, createdAt, now, archived, merges, newAttributes);
  }

  ContactRecord archivedAt(Instant now) {
    return new ContactRecord(id, role, profile, createdAt, now, true, merges, attributes);
  }

  ContactRecord absorbing(ContactRecord source, Instant now) {
    List<Merge> newMerges = new ArrayList<>(merges);
    newMerges.add(new Merge(source.id(), source.role(), now));
    return new ContactRecord(
        id, role, profile, createdAt, now, archived, List.copyOf(newMerges), attributes);
  }

  /** A merge of another contact into this one. */
  record Merge(String sourceId, String sourceRole, Instant at) {}
}
