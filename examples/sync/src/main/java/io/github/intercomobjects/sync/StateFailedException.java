package io.github.intercomobjects.sync;

/**
 * A file with what is known of the rows, or what became of them, cannot be read or written.
 * Unchecked, because it happens in callbacks; the message names the file and the remedy.
 */
final class StateFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StateFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  CannotRunException cannotRun() {
    return new CannotRunException(String.valueOf(getMessage()), this);
  }
}
