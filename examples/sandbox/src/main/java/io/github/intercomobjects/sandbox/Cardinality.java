package io.github.intercomobjects.sandbox;

/** How many objects a reference or relationship attribute holds. */
public enum Cardinality {
  /** At most one; written as a bare id. */
  ONE,
  /** Any number; written as a list of ids, which replaces the whole set. */
  MANY
}
