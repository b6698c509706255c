package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * No answer came: the connection failed, timed out, was cancelled, or the thread was interrupted.
 *
 * <p>Calls that are safe to repeat were repeated already. Where {@link #getOutcome()} is {@link
 * Outcome#UNKNOWN}, look before you send a {@code create} again. An interrupt ends what waits; what
 * reads an answer goes on until it comes, or the time is up, because the sockets of platform
 * threads know none. The thread's flag is still set then.
 */
public final class ConnectionException extends IntercomException {
  private static final long serialVersionUID = 1;

  ConnectionException(String message, @Nullable Throwable cause, Outcome outcome, int attempts) {
    super(message, cause, outcome, attempts);
  }
}
