package io.github.intercomobjects.sandbox;

/** A conversation of the workspace. Immutable. */
public final class Conversation {
  private final String id;

  Conversation(String id) {
    this.id = id;
  }

  /** Returns Intercom's id: decimal digits. */
  public String getId() {
    return id;
  }

  @Override
  public String toString() {
    return "Conversation{id=" + id + "}";
  }
}
