package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The authors of parts and conversations, as responses show them. */
final class AuthorView {
  private AuthorView() {}

  static ObjectNode of(Teammate teammate) {
    return author("admin", teammate.id(), teammate.name(), teammate.email());
  }

  static ObjectNode of(ContactRecord contact) {
    return author(
        contact.role(), contact.id(), contact.profile().name(), contact.profile().email());
  }

  /** Returns the author of what the workspace does by itself. */
  static ObjectNode bot() {
    return author("bot", "900000000", "Fin", "operator@sandbox.example");
  }

  private static ObjectNode author(
      String type, String id, @Nullable String name, @Nullable String email) {
    return Json.object().put("type", type).put("id", id).put("name", name).put("email", email);
  }
}
