package io.github.intercomobjects;

/**
 * Exception for an access token that Intercom does not accept (401). Check the token under
 * Developer Hub &gt; Your app &gt; Authentication, and that it belongs to this region. For tokens
 * that rotate, set a supplier with {@link
 * Intercom.Builder#accessToken(java.util.function.Supplier)}.
 */
public final class AuthenticationException extends ApiException {
  private static final long serialVersionUID = 1;

  AuthenticationException(ApiException.Details details) {
    super(details);
  }
}
