package io.github.intercomobjects;

/**
 * Intercom did not accept the access token (401).
 *
 * <p>Check the token under Developer Hub &gt; Your app &gt; Authentication, and that it belongs to
 * this region. Where tokens rotate, give {@link
 * Intercom.Builder#accessToken(java.util.function.Supplier)}: it is asked before every attempt.
 */
public final class AuthenticationException extends ApiException {
  private static final long serialVersionUID = 1;

  AuthenticationException(ApiException.Details details) {
    super(details);
  }
}
