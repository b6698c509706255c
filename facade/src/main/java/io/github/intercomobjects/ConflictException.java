package io.github.intercomobjects;

/**
 * The request contradicts something that exists, such as an external id that another contact has
 * (409).
 *
 * <p>Intercom's text, in {@link #getErrors()}, ends with the id of what exists already where there
 * is one.
 */
public final class ConflictException extends ApiException {
  private static final long serialVersionUID = 1;

  ConflictException(ApiException.Details details) {
    super(details);
  }
}
