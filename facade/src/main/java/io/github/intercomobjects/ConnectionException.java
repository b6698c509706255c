package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * No response came: the connection failed, timed out or was cancelled, the response was none that
 * HTTP allows, an interceptor threw, or the thread was interrupted.
 *
 * <p>Calls that are safe to repeat were repeated already. Where {@link #getOutcome()} is {@link
 * Outcome#UNKNOWN}, look before you send a {@code create} again. An interrupt ends a call that
 * waits. A call that reads its answer goes on until the answer has come or the time is up, because
 * the sockets of platform threads ignore interrupts. The thread stays interrupted.
 */
public final class ConnectionException extends IntercomException {
  private static final long serialVersionUID = 1;

  ConnectionException(String message, @Nullable Throwable cause, Outcome outcome, int attempts) {
    super(message, cause, outcome, attempts);
  }
}
