package io.github.intercomobjects.sync;

import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;

/** The workspace of a rehearsal, which fits a source: with its type, attributes and contacts. */
final class Rehearsal {
  /** A limit that is never reached, so that a rehearsal does not wait. */
  private static final int CALLS_PER_SECOND = 1_000_000;

  private static final Duration SECOND = Duration.ofSeconds(1);

  private Rehearsal() {}

  /**
   * Prints what a rehearsal does.
   *
   * @param contacts the number of contacts that the rows name
   * @param hasToken whether a token of Intercom is set
   */
  static void printNotice(PrintStream out, Mapping mapping, long contacts, boolean hasToken) {
    out.println(
        "Rehearsal in a sandbox: nothing leaves this machine. Its type "
            + Printable.line(mapping.type())
            + " was created for these rows"
            + (mapping.contact() == null
                ? "."
                : ", with " + Report.counted(contacts, "contact") + "."));
    out.println(
        "Add --live to use Intercom"
            + (hasToken
                ? "; the token in " + Shell.TOKEN + " is not used without it."
                : ", with an access token in " + Shell.TOKEN + "."));
  }

  /**
   * Returns a workspace for rows.
   *
   * @param numbers the indexes of the columns without a type that have numbers
   */
  static Workspace workspaceFor(
      Columns columns, Mapping mapping, ContactMemory contacts, Set<Integer> numbers)
      throws CannotRunException {
    if (mapping.contact() != null && mapping.contactBy() == ContactKey.By.ID) {
      throw new CannotRunException(
          "a rehearsal cannot create contacts with the Intercom ids of the rows; use --live"
              + " --dry-run, or rehearse without the contact column");
    }
    try {
      ObjectTypeDefinition.Builder type = ObjectTypeDefinition.builder(mapping.type());
      for (Columns.Attribute attribute : columns.attributes()) {
        switch (attribute.type()) {
          case TEXT, LIST -> type.text(attribute.name());
          case ANY -> {
            if (numbers.contains(attribute.index())) {
              type.decimal(attribute.name());
            } else {
              type.text(attribute.name());
            }
          }
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
      throw new CannotRunException(
          "no workspace can be created for the source: " + e.getMessage(), e);
    }
  }
}
