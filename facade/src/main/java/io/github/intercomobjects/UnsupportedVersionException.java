package io.github.intercomobjects;

/**
 * The call, or a parameter of it, needs a newer Intercom-Version than the client is pinned to.
 * Nothing was sent.
 *
 * <p>Use {@link Intercom#withVersion} with the version that the message names.
 */
public final class UnsupportedVersionException extends IntercomException {
  private static final long serialVersionUID = 1;

  UnsupportedVersionException(String message) {
    super(message, null, Outcome.NOT_APPLIED, 0);
  }
}
