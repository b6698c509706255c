package io.github.intercomobjects;

/**
 * Not all objects linked to a parent are known, so adding or removing one could detach others.
 * Nothing was changed.
 *
 * <p>Intercom's PUT replaces the whole set, and a contact shows only some of a long set. Remedies:
 * {@link Associations#replace} with the full set, a reference attribute on the object itself, or
 * {@link Associations#assumeComplete()}.
 */
public final class IncompleteAssociationsException extends IntercomException {
  private static final long serialVersionUID = 1;

  IncompleteAssociationsException(String message) {
    super(message, null, Outcome.NOT_APPLIED, 0);
  }
}
