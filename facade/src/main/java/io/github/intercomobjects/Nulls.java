package io.github.intercomobjects;

/** What becomes of the nulls in a mapped value when it is sent. */
public enum Nulls {
  /** A null is sent and clears the attribute, so that Intercom holds what the value holds. */
  CLEAR,

  /** A null is not sent, and the attribute keeps its value in Intercom. */
  OMIT
}
