package io.github.intercomobjects.sandbox;

/** Somebody who works for the workspace, or a team of them. */
record Teammate(String id, String name) {
  /** Whom all access tokens belong to. */
  static final Teammate OWNER = new Teammate("1", "Sandbox");

  String email() {
    return "teammate-" + id + "@sandbox.example";
  }
}
