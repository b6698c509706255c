package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;

/** Thrown if the job cannot start or continue. The message names the value and a fix. */
final class CannotRunException extends Exception {
  private static final long serialVersionUID = 1;

  CannotRunException(String message) {
    this(message, null);
  }

  CannotRunException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
