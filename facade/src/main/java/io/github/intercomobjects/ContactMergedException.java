package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * Exception for a contact that was merged into another one (410; before version 2.16, Intercom
 * returns 404). Retry the call with {@link #getMergedIntoId()}.
 */
public final class ContactMergedException extends ApiException {
  private static final long serialVersionUID = 1;

  private final @Nullable String mergedIntoId;

  ContactMergedException(ApiException.Details details, @Nullable String mergedIntoId) {
    super(details);
    this.mergedIntoId = mergedIntoId;
  }

  /** Returns Intercom's id of the other contact, or null if the response has none. */
  public @Nullable String getMergedIntoId() {
    return mergedIntoId;
  }
}
