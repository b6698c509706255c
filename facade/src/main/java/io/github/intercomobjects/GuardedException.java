package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * Exception for a change that was not sent, or not sent again, because a guard refused the attempt,
 * or threw: that of its {@link ObjectWriter}, {@link Bulk} or {@link Associations}, or its own.
 *
 * <p>{@link #getOutcome()} is {@link Outcome#NOT_APPLIED}, or {@link Outcome#UNKNOWN} if an attempt
 * before it may have been applied.
 */
public final class GuardedException extends IntercomException {
  private static final long serialVersionUID = 1;

  GuardedException(String message, @Nullable Throwable cause, Outcome outcome, int attempts) {
    super(message, cause, outcome, attempts);
  }
}
