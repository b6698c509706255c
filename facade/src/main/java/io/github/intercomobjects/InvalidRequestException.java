package io.github.intercomobjects;

/**
 * Intercom refused what the request says (400 or 422).
 *
 * <p>{@link #getErrors()} names the field where Intercom does. Repeating the call will not help.
 */
public final class InvalidRequestException extends ApiException {
  private static final long serialVersionUID = 1;

  InvalidRequestException(ApiException.Details details) {
    super(details);
  }
}
