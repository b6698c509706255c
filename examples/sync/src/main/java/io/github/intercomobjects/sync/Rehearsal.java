package io.github.intercomobjects.sync;

import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.Iterator;

/** Makes a workspace that a file fits into: with its type, its attributes and its contacts. */
final class Rehearsal {
  /** More than can be made: a rehearsal need not wait for a rate limit. */
  private static final int CALLS_PER_SECOND = 1_000_000;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private Rehearsal() {}

  static Workspace workspaceFor(Columns columns, Mapping mapping, ContactMemory contacts)
      throws CannotRunException {
    if (mapping.contact() != null && mapping.contactBy() == ContactKey.By.ID) {
      throw new CannotRunException(
          "contacts that are named by Intercom's id cannot be made for a rehearsal; look at what"
              + " would happen with --live --dry-run, or rehearse without the column of contacts");
    }
    try {
      ObjectTypeDefinition.Builder type = ObjectTypeDefinition.builder(mapping.type());
      for (Columns.Attribute attribute : columns.attributes()) {
        switch (attribute.type()) {
          case TEXT, LIST -> type.text(attribute.name());
          case DECIMAL -> type.decimal(attribute.name());
          case NUMBER -> type.integer(attribute.name());
          case BOOLEAN -> type.bool(attribute.name());
          case DATE, DATETIME -> type.date(attribute.name());
        }
      }
      Mapping.Link link = mapping.link();
      boolean linked = mapping.contact() != null;
      if (linked && !link.onContact()) {
        type.referenceToOne(link.attribute(), "contact");
      }
      Workspace.Builder builder =
          Workspace.builder().objectType(type.build()).rateLimit(CALLS_PER_SECOND, SECOND);
      if (linked && link.onContact()) {
        builder.contactRelationship(link.attribute(), mapping.type(), Cardinality.MANY);
      }
      Workspace workspace = builder.build();
      for (Iterator<ContactKey> wanted = contacts.wantedKeys(); wanted.hasNext(); ) {
        ContactKey contact = wanted.next();
        boolean email = contact.by() == ContactKey.By.EMAIL;
        workspace.addContact(email ? null : contact.value(), email ? contact.value() : null, null);
      }
      return workspace;
    } catch (IllegalArgumentException e) {
      throw new CannotRunException("no workspace can be made for it: " + e.getMessage(), e);
    }
  }
}
