package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * Exception for a call without a response: the connection failed, timed out or was canceled, the
 * response was not valid HTTP, an interceptor threw, or the thread was interrupted.
 *
 * <p>Calls that are safe to retry were already retried. If {@link #getOutcome()} is {@link
 * Outcome#UNKNOWN}, check whether the object exists before you send a {@code create} again.
 *
 * <p>An interrupt ends a call at once while it waits, sends, or reads its response, and the thread
 * stays interrupted. With your own {@code OkHttpClient}, an HTTP/1.1 call that reads its response
 * ends only with its timeout, because the sockets of {@code SocketFactory.getDefault()} ignore
 * interrupts on platform threads.
 */
public final class ConnectionException extends IntercomException {
  private static final long serialVersionUID = 1;

  ConnectionException(String message, @Nullable Throwable cause, Outcome outcome, int attempts) {
    super(message, cause, outcome, attempts);
  }
}
