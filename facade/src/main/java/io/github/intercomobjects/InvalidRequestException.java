package io.github.intercomobjects;

/**
 * Exception for a request whose content Intercom rejects (400 or 422). {@link #getErrors()} names
 * the field if Intercom does. A retry of the same call fails again.
 */
public final class InvalidRequestException extends ApiException {
  private static final long serialVersionUID = 1;

  InvalidRequestException(ApiException.Details details) {
    super(details);
  }
}
