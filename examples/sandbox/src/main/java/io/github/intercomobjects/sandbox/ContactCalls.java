package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The operations on one contact. Runs under the workspace's lock. */
final class ContactCalls {
  private final State state;
  private final AttributeReader reader;
  private final ContactView view;

  ContactCalls(State state, AttributeReader reader, ContactView view) {
    this.state = state;
    this.reader = reader;
    this.view = view;
  }

  ObjectNode create(Call call) {
    ObjectNode request = call.json();
    ContactProfile profile = ContactProfile.of(null, null, null).merge(request, call);
    String role = sentRole(request);
    if (role == null && profile.externalId() == null && profile.email() == null) {
      throw new Refusal(
          400, "parameter_missing", "One of email, external_id and role is required", null);
    }
    ContactRecord contact =
        state
            .contacts()
            .create(
                role == null ? ContactRecord.USER : role,
                profile,
                state.now(),
                Fields.customAttributes(
                    request, state.newContactAttributes(), reader, call.dropped()));
    return stored(contact, null, call);
  }

  ObjectNode findById(Call call) {
    return view.full(found(call), call);
  }

  ObjectNode findByExternalId(Call call) {
    String externalId = call.segment(2);
    ContactRecord contact = state.contacts().byExternalId(externalId);
    if (contact == null) {
      throw missing(state.contacts().mergedId(externalId), call.version());
    }
    // Leads have external ids too, but this operation ignores them.
    if (!contact.role().equals(ContactRecord.USER)) {
      throw missing(null, call.version());
    }
    return view.full(contact, call);
  }

  ObjectNode update(Call call) {
    ContactRecord contact = found(call);
    ObjectNode request = call.json();
    ContactRecord changed =
        contact.with(
            changedRole(contact, request),
            contact.profile().merge(request, call),
            Fields.customAttributes(request, contact.attributes(), reader, call.dropped()),
            state.now());
    return stored(changed, contact, call);
  }

  ObjectNode delete(Call call) {
    ContactRecord contact = found(call);
    state.contacts().remove(contact);
    return ContactView.confirmation(contact, "deleted");
  }

  ObjectNode archive(Call call) {
    ContactRecord contact = found(call);
    state.contacts().put(contact.archivedAt(state.now()));
    return ContactView.confirmation(contact, "archived");
  }

  /** Blocks a contact and archives its conversations. */
  ObjectNode block(Call call) {
    ContactRecord contact = found(call);
    state.archiveConversationsOf(contact.id());
    return ContactView.confirmation(contact, "blocked");
  }

  private ObjectNode stored(ContactRecord contact, @Nullable ContactRecord before, Call call) {
    ContactTable.Conflict conflict = state.contacts().conflict(contact, before);
    if (conflict != null) {
      throw new Refusal(
          409,
          "conflict",
          "Another contact already has the " + conflict.what() + ", id=" + conflict.id(),
          null);
    }
    // First, because it may reject a parameter of the call.
    ObjectNode shown = view.full(contact, call);
    state.contacts().put(contact);
    return shown;
  }

  private ContactRecord found(Call call) {
    ContactRecord contact = state.contacts().byId(call.segment(1));
    if (contact == null) {
      throw missing(call.segment(1), call.version());
    }
    return contact;
  }

  private Refusal missing(@Nullable String id, ApiVersion version) {
    String canonicalId = id == null ? null : state.contacts().canonicalId(id);
    return canonicalId != null && version.isAtLeast(ApiVersion.V2_16)
        ? Refusal.merged(canonicalId)
        : Refusal.notFound("User Not Found");
  }

  private static @Nullable String sentRole(ObjectNode request) {
    String role = Fields.text(request, "role", null);
    if (role != null && !ContactRecord.ROLES.contains(role)) {
      throw Refusal.invalid("role", "role must be user or lead, was '" + role + "'");
    }
    return role;
  }

  /** Returns the role after an update. A lead can become a user, but not the reverse. */
  private static String changedRole(ContactRecord contact, ObjectNode request) {
    JsonNode role = request.path("role");
    if (role.asText().equals(ContactRecord.LEAD) && contact.role().equals(ContactRecord.USER)) {
      throw Refusal.invalid("role", "A user cannot become a lead");
    }
    return role.asText().equals(ContactRecord.USER) ? ContactRecord.USER : contact.role();
  }
}
