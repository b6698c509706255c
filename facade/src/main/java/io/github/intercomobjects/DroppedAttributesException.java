package io.github.intercomobjects;

/**
 * Exception for values that Intercom did not store although it returned 200; thrown only by {@link
 * Upserted#orThrow()} and {@link Associations.Linked#orThrow()}. The rest is stored. The message
 * names the attributes or ids; the usual reasons are an unknown option of a list attribute, and the
 * id of an object that does not exist.
 */
public final class DroppedAttributesException extends IntercomException {
  private static final long serialVersionUID = 1;

  DroppedAttributesException(String message) {
    super(message, null, Outcome.APPLIED, 1);
  }
}
