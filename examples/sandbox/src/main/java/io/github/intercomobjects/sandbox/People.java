package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Look-ups of the contacts, teammates and teams in requests about tickets. */
final class People {
  private static final String NOBODY = "0";

  private final Settings settings;
  private final State state;

  People(Settings settings, State state) {
    this.settings = settings;
    this.state = state;
  }

  @Nullable Teammate teammate(String id) {
    return settings.teammates().get(id);
  }

  /** Returns the id of the teammate to assign a ticket to; null if the request names nobody. */
  @Nullable String assignedTeammate(@Nullable String id) {
    return assigned(id, id != null && settings.teammates().containsKey(id));
  }

  /** Returns the id of the team to assign a ticket to; null if the request names none. */
  @Nullable String assignedTeam(@Nullable String id) {
    return assigned(id, id != null && settings.teams().containsKey(id));
  }

  /** Returns an assignment after an update with the id of a teammate, a team or nobody. */
  Assignment reassigned(Assignment before, @Nullable String assigneeId) {
    if (assigneeId == null) {
      return before;
    }
    if (assigneeId.equals(NOBODY)) {
      return new Assignment(null, null);
    }
    // Intercom does not document which of the two is removed, so neither is.
    return settings.teams().containsKey(assigneeId)
        ? new Assignment(before.teammateId(), assignedTeam(assigneeId))
        : new Assignment(assignedTeammate(assigneeId), before.teamId());
  }

  static Refusal assigneeNotFound() {
    return new Refusal(404, "assignee_not_found", "Assignee not found", null);
  }

  /**
   * Returns the contact that a request names by exactly one of its ids or its e-mail address; null
   * if there is none. Rejects an address of several contacts, since Intercom does not document
   * which one it chooses.
   */
  @Nullable ContactRecord contact(
      ObjectNode named, String idField, String externalIdField, String emailField) {
    String id = Fields.id(named, idField, null);
    String externalId = Fields.id(named, externalIdField, null);
    String email = Fields.text(named, emailField, null);
    int given = (id == null ? 0 : 1) + (externalId == null ? 0 : 1) + (email == null ? 0 : 1);
    if (given != 1) {
      throw Refusal.invalid(
          idField,
          "Name the contact with exactly one of "
              + String.join(", ", idField, externalIdField, emailField));
    }
    if (id != null) {
      return state.contacts().byId(id);
    }
    if (externalId != null) {
      return state.contacts().byExternalId(externalId);
    }
    List<ContactRecord> contacts = state.contacts().byEmail(String.valueOf(email));
    if (contacts.size() > 1) {
      throw Refusal.invalid(
          emailField,
          contacts.size()
              + " contacts have the email '"
              + email
              + "', and Intercom does not document which one it chooses; use "
              + idField);
    }
    return contacts.isEmpty() ? null : contacts.get(0);
  }

  private static @Nullable String assigned(@Nullable String id, boolean known) {
    if (id == null || id.equals(NOBODY)) {
      return null;
    }
    if (!known) {
      throw assigneeNotFound();
    }
    return id;
  }
}
