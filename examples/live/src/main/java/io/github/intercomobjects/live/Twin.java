package io.github.intercomobjects.live;

import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.Set;

/** A sandbox with the same scratch type and a contact like that of the workspace. */
record Twin(Sandbox sandbox, String contactId) implements AutoCloseable {
  /** Far above what the questions need, so that they wait for nothing. */
  private static final int NO_LIMIT = 1_000_000;

  /**
   * @param isLimited whether it has Intercom's rate limit
   */
  static Twin start(
      String type,
      String relationship,
      Set<String> attributes,
      boolean hasExternalId,
      boolean isLimited) {
    Workspace.Builder definition = Workspace.builder();
    if (!isLimited) {
      definition.rateLimit(NO_LIMIT, Duration.ofSeconds(10));
    }
    Workspace workspace =
        definition
            .objectType(Scratch.definition(type, attributes))
            .contactRelationship(relationship, type, Cardinality.MANY)
            .build();
    Contact contact =
        workspace.addContact(hasExternalId ? "scratch" : null, "scratch@example.com", "Scratch");
    return new Twin(Sandbox.start(workspace), contact.getId());
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
