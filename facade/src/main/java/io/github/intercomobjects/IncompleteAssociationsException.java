package io.github.intercomobjects;

/**
 * Exception for a parent whose linked objects are not all known, so that adding or removing one
 * could detach others. Nothing was changed. Intercom's PUT replaces the complete set, and a contact
 * shows only some of a long one. Use {@link Associations#replace} with the full set, a reference
 * attribute on the object itself, or {@link Associations#assumeComplete()}.
 */
public final class IncompleteAssociationsException extends IntercomException {
  private static final long serialVersionUID = 1;

  IncompleteAssociationsException(String message) {
    super(message, null, Outcome.NOT_APPLIED, 0);
  }
}
