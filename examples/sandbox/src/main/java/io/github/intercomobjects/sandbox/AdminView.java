package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The owner and the workspace of a token, as responses show them. */
final class AdminView {
  // A fixed time, since the sandbox does not store when a workspace was created.
  static final long CREATED_AT = 1_700_000_000;

  private AdminView() {}

  static ObjectNode me(ApiVersion version) {
    ObjectNode body = Json.object();
    body.put("type", "admin");
    body.put("id", Teammate.OWNER.id());
    body.put("name", Teammate.OWNER.name());
    body.put("email", Teammate.OWNER.email());
    body.put("email_verified", true);
    body.put("job_title", "Stand-in");
    body.put("away_mode_enabled", false);
    body.put("away_mode_reassign", false);
    body.put("has_inbox_seat", true);
    body.putArray("team_ids");
    ObjectNode avatar = body.putObject("avatar");
    avatar.put("type", "avatar");
    avatar.put("image_url", "https://sandbox.example/avatars/1.png");
    if (version.isAtLeast(ApiVersion.PREVIEW)) {
      body.putNull("role");
    }
    ObjectNode app = body.putObject("app");
    app.put("type", "app");
    app.put("id_code", "sandbox");
    app.put("name", "Sandbox");
    app.put("region", "US");
    app.put("timezone", "UTC");
    app.put("created_at", CREATED_AT);
    app.put("identity_verification", false);
    app.put("secure", false);
    return body;
  }
}
