package io.github.intercomobjects;

/**
 * The access token lacks a permission, or the workspace's plan does not include the call (403).
 *
 * <p>The message names the permission to tick under Developer Hub &gt; Your app &gt;
 * Authentication.
 */
public final class PermissionException extends ApiException {
  private static final long serialVersionUID = 1;

  PermissionException(ApiException.Details details) {
    super(details);
  }
}
