package io.github.intercomobjects.sandbox;

/** A teammate or a team of the workspace. */
record Teammate(String id, String name) {
  /** The teammate who owns all access tokens. */
  static final Teammate OWNER = new Teammate("1", "Sandbox");

  String email() {
    return "teammate-" + id + "@sandbox.example";
  }
}
