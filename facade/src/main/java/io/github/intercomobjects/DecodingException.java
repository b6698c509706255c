package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * Exception for a response that cannot be read, or an object that cannot be mapped to its type.
 * After a write that succeeded the change is stored: {@link #getOutcome()} is {@link
 * Outcome#APPLIED}. {@link CustomObject#getAttributes()} reads an object without mapping.
 */
public final class DecodingException extends IntercomException {
  private static final long serialVersionUID = 1;

  DecodingException(String message, @Nullable Throwable cause, Outcome outcome, int attempts) {
    super(message, cause, outcome, attempts);
  }
}
