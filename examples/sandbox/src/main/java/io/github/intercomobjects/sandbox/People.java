package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contacts, teammates and teams that requests about tickets name. */
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

  /** The id of the teammate to assign to; null if the request names nobody. */
  @Nullable String assignedTeammate(@Nullable String id) {
    return assigned(id, id != null && settings.teammates().containsKey(id));
  }

  /** The id of the team to assign to; null if the request names none. */
  @Nullable String assignedTeam(@Nullable String id) {
    return assigned(id, id != null && settings.teams().containsKey(id));
  }

  /** Whether an id takes an assignment away. */
  static boolean isNobody(String id) {
    return id.equals(NOBODY);
  }

  boolean isTeam(String id) {
    return settings.teams().containsKey(id);
  }

  static Refusal assigneeNotFound() {
    return new Refusal(404, "assignee_not_found", "Assignee not found", null);
  }

  /**
   * The contact that a request names by exactly one of its ids or its address; null if there is no
   * such contact. Which of several with one address Intercom takes is not documented, so none is.
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
          "A contact is named by exactly one of "
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
              + "', and which one is meant is not documented; use "
              + idField);
    }
    return contacts.isEmpty() ? null : contacts.get(0);
  }

  /** A teammate as the author of something. */
  static ObjectNode author(Teammate teammate) {
    return author("admin", teammate.id(), teammate.name(), teammate.email());
  }

  /** Whoever does what nobody does by hand, as the author of something. */
  static ObjectNode bot() {
    return author("bot", "900000000", "Fin", "operator@sandbox.example");
  }

  /** A contact as the author of something. */
  static ObjectNode author(ContactRecord contact) {
    return author(
        contact.role(), contact.id(), contact.profile().name(), contact.profile().email());
  }

  private static ObjectNode author(
      String type, String id, @Nullable String name, @Nullable String email) {
    return Json.object().put("type", type).put("id", id).put("name", name).put("email", email);
  }

  private static @Nullable String assigned(@Nullable String id, boolean known) {
    if (id == null || isNobody(id)) {
      return null;
    }
    if (!known) {
      throw assigneeNotFound();
    }
    return id;
  }
}
