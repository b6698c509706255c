package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;

/**
 * Why the job cannot run, or cannot go on, as a whole: the message names the value and the remedy.
 */
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
