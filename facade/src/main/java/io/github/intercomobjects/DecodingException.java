package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * An answer cannot be read, or an object cannot be mapped to the type asked for.
 *
 * <p>After a write that was answered with success the change is stored: {@link #getOutcome()} is
 * {@link Outcome#APPLIED}. What an object holds can be read without mapping, with {@link
 * CustomObject#getAttributes()}.
 */
public final class DecodingException extends IntercomException {
  private static final long serialVersionUID = 1;

  DecodingException(String message, @Nullable Throwable cause, Outcome outcome, int attempts) {
    super(message, cause, outcome, attempts);
  }
}
