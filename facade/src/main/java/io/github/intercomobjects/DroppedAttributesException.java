package io.github.intercomobjects;

/**
 * Intercom answered 200 and did not store some of what was sent; thrown by {@link
 * Upserted#orThrow()} and by {@link Associations.Linked#orThrow()} only.
 *
 * <p>The rest is stored. The message names the attributes or ids; the usual reasons are an option
 * that a list attribute does not have, and the id of an object that does not exist.
 */
public final class DroppedAttributesException extends IntercomException {
  private static final long serialVersionUID = 1;

  DroppedAttributesException(String message) {
    super(message, null, Outcome.APPLIED, 1);
  }
}
