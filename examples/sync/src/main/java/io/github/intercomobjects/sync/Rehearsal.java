package io.github.intercomobjects.sync;

import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.Iterator;

/** Makes a workspace that a file fits into: with its type, its attributes and its contacts. */
final class Rehearsal {
  /**
   * Beyond what anybody reaches: a rehearsal checks a file, and need not take as long as Intercom.
   */
  private static final int CALLS_PER_SECOND = 1_000_000;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private Rehearsal() {}

  static Workspace workspaceFor(Columns columns, Mapping mapping, ContactsInState contacts)
      throws CannotRunException {
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
        switch (contact.by()) {
          case EXTERNAL_ID -> workspace.addContact(contact.value(), null, null);
          case EMAIL -> workspace.addContact(null, contact.value(), null);
          // Which ids contacts have is not ours to say.
          case ID -> {}
        }
      }
      return workspace;
    } catch (IllegalArgumentException e) {
      throw new CannotRunException("no workspace can be made for it: " + e.getMessage(), e);
    }
  }
}
