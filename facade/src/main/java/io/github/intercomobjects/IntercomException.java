package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * Exception for a failed call; {@link #getOutcome()} reports whether Intercom applied the change.
 *
 * <p>All failures of calls extend this class. A wrong argument is an {@link
 * IllegalArgumentException}, and nothing was sent. Exceptions of OkHttp, Retrofit, Moshi,
 * interceptors and adapters become the cause of an {@code IntercomException}. An {@link Error} is
 * thrown unchanged, because the JVM or the program is broken; the outcome of a write is then
 * unknown.
 *
 * <p>All messages, also of causes, are printable, of bounded length, and without the access token:
 * any other cause is replaced by a copy with its class in the message and its stack trace.
 * Serialization keeps everything if the cause is serializable.
 */
public class IntercomException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The effect of a call on the workspace. */
  public enum Outcome {
    /** Intercom changed nothing: the call was not sent, was rejected, or only reads. */
    NOT_APPLIED,

    /** Intercom applied the change. */
    APPLIED,

    /** Intercom may have applied the change: there was no response, or one that leaves it open. */
    UNKNOWN
  }

  private final Outcome outcome;
  private final int attempts;

  IntercomException(String message, @Nullable Throwable cause, Outcome outcome, int attempts) {
    super(ForeignText.message(message), cause);
    this.outcome = outcome;
    this.attempts = attempts;
  }

  /** Returns whether Intercom applied the change in any of the attempts. */
  public Outcome getOutcome() {
    return outcome;
  }

  /** Returns the number of attempts, including those that failed before anything was sent. */
  public int getAttempts() {
    return attempts;
  }
}
