package io.github.intercomobjects;

import io.github.intercomobjects.IntercomException.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Is told what the calls of a client do, for meters and logs; this library itself logs nothing.
 *
 * <pre>{@code
 * Intercom intercom = Intercom.builder().accessToken(token).listener(new Meters(registry)).build();
 * }</pre>
 *
 * <p>All names it gets are from small, fixed sets, fit for the tags of meters: operations are the
 * method names of the Retrofit interfaces, results and reasons are enums. It is called on the
 * thread that runs the call, by many threads at once, and must neither block nor fail: what it
 * throws goes to the thread's uncaught exception handler, and the call goes on.
 */
public interface CallListener {
  /** An attempt has ended, with an answer or without. */
  default void onAttempt(Attempt attempt) {}

  /** A call has waited. */
  default void onWait(Wait wait) {}

  /**
   * A call has ended, as its caller sees it. Not told of calls of your own that you {@code execute}
   * or {@code enqueue} through Retrofit, which end where you get their answer.
   */
  default void onEnd(End end) {}

  /** Intercom answered with success and did not store a part of what was sent. */
  default void onDropped(Dropped dropped) {}

  /** How an attempt or a call ended. */
  enum Result {
    /** With an answer that is a success. */
    SUCCESS,

    /** Intercom refused it: a status of 3xx or 4xx, or a version that does not have it. */
    REFUSED,

    /** A 429, or a call that was not sent because it would have got one. */
    RATE_LIMITED,

    /** Intercom failed: 408 or 5xx. */
    FAILED,

    /** No answer came, or the call was not sent because your own code threw. */
    NO_ANSWER,

    /** A success that cannot be read. */
    UNREADABLE;

    static Result of(@Nullable Throwable failure) {
      if (failure == null) {
        return SUCCESS;
      }
      if (failure instanceof ApiException refusal) {
        Result result = StatusMeaning.of(refusal.getStatus()).result();
        // A 200 that reports that there is no such object.
        return result == SUCCESS ? REFUSED : result;
      }
      return failure instanceof DecodingException ? UNREADABLE : NO_ANSWER;
    }
  }

  /** Something that a call did. Immutable. */
  abstract class Event {
    private final String operation;
    private final @Nullable ApiVersion version;

    Event(String operation, @Nullable ApiVersion version) {
      this.operation = operation;
      this.version = version;
    }

    /**
     * The name of the interface's method, such as {@code createOrUpdateCustomObjectInstance};
     * {@code unnamed} for a call that came from no interface.
     */
    public String getOperation() {
      return operation;
    }

    /** The Intercom-Version that is sent; null where the header is left out. */
    public @Nullable ApiVersion getVersion() {
      return version;
    }
  }

  /** One HTTP call of a call, which may take several. */
  final class Attempt extends Event {
    private final int number;
    private final @Nullable Integer status;
    private final Duration duration;

    Attempt(
        String operation,
        @Nullable ApiVersion version,
        int number,
        @Nullable Integer status,
        Duration duration) {
      super(operation, version);
      this.number = number;
      this.status = status;
      this.duration = duration;
    }

    /** Which attempt of its call it was, from 1. */
    public int getNumber() {
      return number;
    }

    /** The HTTP status; null where no answer came. */
    public @Nullable Integer getStatus() {
      return status;
    }

    /** How it ended. */
    public Result getResult() {
      return status == null ? Result.NO_ANSWER : StatusMeaning.of(status).result();
    }

    /** How long it took from connecting to the last byte of the answer. */
    public Duration getDuration() {
      return duration;
    }

    @Override
    public String toString() {
      return getOperation()
          + " attempt "
          + number
          + " "
          + getResult()
          + " in "
          + Times.text(duration);
    }
  }

  /** A wait of a call. */
  final class Wait extends Event {
    /** What a call waits for. */
    public enum Reason {
      /** The calls of the rate limit window were used up; nothing was refused. */
      WINDOW,

      /** Intercom answered 429. */
      RATE_LIMITED,

      /** Intercom failed, with 408 or 5xx, and the call is repeated. */
      FAILED,

      /** No answer came, and the call is repeated. */
      NO_ANSWER,

      /** Another update of the same contact or conversation was under way. */
      LOCK
    }

    private final Reason reason;
    private final Duration duration;

    Wait(String operation, @Nullable ApiVersion version, Reason reason, Duration duration) {
      super(operation, version);
      this.reason = reason;
      this.duration = duration;
    }

    /** Why it waited. */
    public Reason getReason() {
      return reason;
    }

    /** How long it waited. */
    public Duration getDuration() {
      return duration;
    }

    @Override
    public String toString() {
      return getOperation() + " waited " + Times.text(duration) + " for " + reason;
    }
  }

  /** The end of a call. */
  final class End extends Event {
    private final boolean isRead;
    private final int attempts;
    private final @Nullable Throwable failure;
    private final Duration duration;

    End(
        String operation,
        @Nullable ApiVersion version,
        boolean isRead,
        int attempts,
        @Nullable Throwable failure,
        Duration duration) {
      super(operation, version);
      this.isRead = isRead;
      this.attempts = attempts;
      this.failure = failure;
      this.duration = duration;
    }

    /** How it ended. */
    public Result getResult() {
      return Result.of(failure);
    }

    /** Whether Intercom applied what the call asked for; a call that only reads applies nothing. */
    public Outcome getOutcome() {
      if (failure instanceof IntercomException ours) {
        return ours.getOutcome();
      }
      if (isRead || attempts == 0) {
        return Outcome.NOT_APPLIED;
      }
      return failure == null ? Outcome.APPLIED : Outcome.UNKNOWN;
    }

    /** How often it was sent. */
    public int getAttempts() {
      return attempts;
    }

    /**
     * What its caller gets thrown: an {@link IntercomException}, or what your supplier of tokens
     * threw before anything was sent, or an {@link Error}; null after a success.
     */
    public @Nullable Throwable getFailure() {
      return failure;
    }

    /**
     * How long it took with all attempts and waits. A wait for a lock comes before and is not part
     * of it, unless the call ended with that.
     */
    public Duration getDuration() {
      return duration;
    }

    @Override
    public String toString() {
      return getOperation() + " " + getResult() + " after " + Times.text(duration);
    }
  }

  /** What Intercom did not store. */
  final class Dropped extends Event {
    private final List<String> names;

    Dropped(String operation, @Nullable ApiVersion version, List<String> names) {
      super(operation, version);
      this.names = List.copyOf(names);
    }

    /** The names of the attributes; cannot be changed. */
    public List<String> getNames() {
      return names;
    }

    @Override
    public String toString() {
      return getOperation() + " dropped " + ForeignText.of(names);
    }
  }
}
