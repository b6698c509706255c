package io.github.intercomobjects;

import org.jspecify.annotations.Nullable;

/**
 * A call did not do what it was asked to.
 *
 * <p>Everything that this library throws about a call extends this class; a wrong argument is an
 * {@link IllegalArgumentException}, and nothing was sent. {@link #getOutcome()} says whether
 * Intercom applied the change. What OkHttp, Retrofit, Moshi, interceptors and adapters throw during
 * a call is the cause of such an exception. An {@link Error} is thrown as it is, because the JVM or
 * the program is broken then; after it, the outcome of a call that changes something is unknown.
 *
 * <p>Messages are printable, of bounded length, and without the access token. So are causes: one
 * that is not is replaced by a copy with its class in its message and its stack trace.
 * Serialization keeps everything, as long as the cause itself is serializable.
 */
public class IntercomException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Whether Intercom applied what the call asked for. */
  public enum Outcome {
    /** It did not: nothing was sent, it was refused, or the call only reads. */
    NOT_APPLIED,

    /** It did. */
    APPLIED,

    /** It may have: no answer came, or one that does not tell. */
    UNKNOWN
  }

  private final Outcome outcome;
  private final int attempts;

  IntercomException(String message, @Nullable Throwable cause, Outcome outcome, int attempts) {
    super(ForeignText.message(message), cause);
    this.outcome = outcome;
    this.attempts = attempts;
  }

  /** Whether Intercom applied what the call asked for, over all its attempts. */
  public Outcome getOutcome() {
    return outcome;
  }

  /** How often the call was sent; 0 if it failed before it was. */
  public int getAttempts() {
    return attempts;
  }
}
