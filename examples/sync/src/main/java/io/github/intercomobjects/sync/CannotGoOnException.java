package io.github.intercomobjects.sync;

/**
 * The source, or a file of what is known of the rows or became of them, cannot be read or written
 * any more. Unchecked, because iterators and callbacks throw it; the message names the file and the
 * remedy.
 */
final class CannotGoOnException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CannotGoOnException(String message, Throwable cause) {
    super(message, cause);
  }

  CannotRunException cannotRun() {
    return new CannotRunException(String.valueOf(getMessage()), this);
  }
}
