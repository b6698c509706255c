package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * The call, or a parameter of it, does not exist in the Intercom-Version of this client.
 *
 * <p>If this library knows that, nothing is sent: {@link #getAttempts()} is 0, and {@link
 * #getStatus()} is the 400 that Intercom would have answered ({@code intercom_version_invalid}).
 * Use {@link Intercom#withVersion} with the version in {@link #getRequiredVersion()} and the
 * message.
 */
public final class UnsupportedVersionException extends ApiException {
  private static final long serialVersionUID = 1;

  private final @Nullable String requiredVersion;

  UnsupportedVersionException(ApiException.Details details, @Nullable ApiVersion requiredVersion) {
    super(details);
    this.requiredVersion = requiredVersion == null ? null : requiredVersion.getValue();
  }

  /** The first version that would do; null where this library does not know it. */
  public @Nullable ApiVersion getRequiredVersion() {
    return requiredVersion == null ? null : ApiVersion.of(requiredVersion);
  }
}
