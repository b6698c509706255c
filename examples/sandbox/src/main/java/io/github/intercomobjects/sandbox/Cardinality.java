package io.github.intercomobjects.sandbox;

/** The number of objects that a reference or relationship attribute can hold. */
public enum Cardinality {
  /** At most one object, written as a bare id. */
  ONE,
  /** Any number of objects, written as a list of ids that replaces the previous list. */
  MANY
}
