package io.github.intercomobjects;

/**
 * Exception for a request that conflicts with existing data, such as another contact's external id
 * (409). Intercom's text in {@link #getErrors()} may end with the id of what exists already.
 */
public final class ConflictException extends ApiException {
  private static final long serialVersionUID = 1;

  ConflictException(ApiException.Details details) {
    super(details);
  }
}
