package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The calls about one contact. Runs under the workspace's lock. */
final class ContactCalls {
  private final State state;
  private final AttributeReader reader;
  private final ParentView view;

  ContactCalls(State state, AttributeReader reader, ParentView view) {
    this.state = state;
    this.reader = reader;
    this.view = view;
  }

  ObjectNode findById(String id) {
    return view.contact(found(state.contacts().byId(id)));
  }

  ObjectNode findByExternalId(String externalId) {
    return view.contact(found(state.contacts().byExternalId(externalId)));
  }

  ObjectNode update(String id, ObjectNode request) {
    ContactRecord contact = found(state.contacts().byId(id));
    ContactRecord changed =
        new ContactRecord(
            contact.id(),
            Fields.text(request, "external_id", contact.externalId()),
            Fields.text(request, "email", contact.email()),
            Fields.text(request, "phone", contact.phone()),
            Fields.text(request, "name", contact.name()),
            contact.createdAt(),
            state.now(),
            Fields.customAttributes(request, contact.attributes(), reader));
    ContactTable.Conflict conflict = state.contacts().conflict(changed);
    if (conflict != null) {
      throw new Refusal(
          409,
          "conflict",
          "Another contact already has the " + conflict.what() + ", id=" + conflict.id(),
          null);
    }
    state.contacts().put(changed);
    return view.contact(changed);
  }

  private static ContactRecord found(@Nullable ContactRecord contact) {
    if (contact == null) {
      throw Refusal.notFound("User Not Found");
    }
    return contact;
  }
}
