package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * No response came: the connection failed, timed out or was cancelled, the response was none that
 * HTTP allows, an interceptor threw, or the thread was interrupted.
 *
 * <p>Calls that are safe to repeat were repeated already. Where {@link #getOutcome()} is {@link
 * Outcome#UNKNOWN}, look before you send a {@code create} again.
 *
 * <p>An interrupt ends a call at once, whether it waits, sends, or reads its response, and the
 * thread stays interrupted. With an {@code OkHttpClient} of your own, an HTTP/1.1 call that is
 * reading its response ends with its time-out only, because the sockets of {@code
 * SocketFactory.getDefault()} ignore interrupts on platform threads.
 */
public final class ConnectionException extends IntercomException {
  private static final long serialVersionUID = 1;

  ConnectionException(String message, @Nullable Throwable cause, Outcome outcome, int attempts) {
    super(message, cause, outcome, attempts);
  }
}
