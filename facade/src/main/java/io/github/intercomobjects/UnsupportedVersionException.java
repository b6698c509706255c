package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * Exception for a call, or a parameter of one, that the client's Intercom-Version does not have. If
 * this library knows that, nothing is sent: {@link #getAttempts()} is 0, and {@link #getStatus()}
 * is the 400 that Intercom would return ({@code intercom_version_invalid}). Use {@link
 * Intercom#withVersion} with {@link #getRequiredVersion()}, which the message names too.
 */
public final class UnsupportedVersionException extends ApiException {
  private static final long serialVersionUID = 1;

  private final @Nullable String requiredVersion;

  UnsupportedVersionException(ApiException.Details details, @Nullable ApiVersion requiredVersion) {
    super(details);
    this.requiredVersion = requiredVersion == null ? null : requiredVersion.getValue();
  }

  /** Returns the first version that has the call, or null if this library does not know it. */
  public @Nullable ApiVersion getRequiredVersion() {
    return requiredVersion == null ? null : ApiVersion.of(requiredVersion);
  }
}
