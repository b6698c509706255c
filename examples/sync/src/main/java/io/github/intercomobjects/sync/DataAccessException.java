package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the source, the state file or the report cannot be read or written during a run.
 * Unchecked, because iterators and callbacks throw it. The message names the file and a fix.
 */
final class DataAccessException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DataAccessException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Returns a checked exception with the same message. */
  CannotRunException toCannotRun() {
    return new CannotRunException(String.valueOf(getMessage()), this);
  }
}
