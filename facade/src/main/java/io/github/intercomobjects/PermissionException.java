package io.github.intercomobjects;

/**
 * Exception for a token that lacks a permission, or a plan that does not include the call (403).
 * The message names the permission to enable under Developer Hub &gt; Your app &gt; Authentication.
 */
public final class PermissionException extends ApiException {
  private static final long serialVersionUID = 1;

  PermissionException(ApiException.Details details) {
    super(details);
  }
}
