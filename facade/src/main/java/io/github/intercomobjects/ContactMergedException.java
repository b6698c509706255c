package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * The contact was merged into another one (410, since version 2.16; older versions answer 404).
 *
 * <p>Repeat the call with {@link #getMergedIntoId()}.
 */
public final class ContactMergedException extends ApiException {
  private static final long serialVersionUID = 1;

  private final @Nullable String mergedIntoId;

  ContactMergedException(ApiException.Details details, @Nullable String mergedIntoId) {
    super(details);
    this.mergedIntoId = mergedIntoId;
  }

  /** Intercom's id of the contact it was merged into; null where the answer does not say. */
  public @Nullable String getMergedIntoId() {
    return mergedIntoId;
  }
}
