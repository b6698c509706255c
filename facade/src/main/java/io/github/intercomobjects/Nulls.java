package io.github.intercomobjects;

/** The treatment of nulls in a mapped value when it is sent. */
public enum Nulls {
  /** A null is sent and clears the attribute in Intercom. */
  CLEAR,

  /** A null is not sent, and the attribute keeps its value in Intercom. */
  OMIT
}
