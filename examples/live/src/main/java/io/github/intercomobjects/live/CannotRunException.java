package io.github.intercomobjects.live;

/** Thrown if the check cannot start or continue. The message names the reason and a fix. */
final class CannotRunException extends Exception {
  private static final long serialVersionUID = 1;

  CannotRunException(String message) {
    super(message);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
