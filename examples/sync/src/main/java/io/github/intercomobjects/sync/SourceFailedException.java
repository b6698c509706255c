package io.github.intercomobjects.sync;

/**
 * A source could not be read to its end. Unchecked, because an iterator throws it; the message
 * names the source and the remedy.
 */
final class SourceFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SourceFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  CannotRunException cannotRun() {
    return new CannotRunException(String.valueOf(getMessage()), this);
  }
}
