package io.github.intercomobjects.live;

/** Thrown by a question that the workspace does not allow to ask. The message is the reason. */
final class NotAskedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotAskedException(String message) {
    super(message, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
