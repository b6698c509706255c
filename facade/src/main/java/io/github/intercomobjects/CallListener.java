package io.github.intercomobjects;

import io.github.intercomobjects.IntercomException.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of events about a client's calls, for metrics and logging. The library itself logs
 * nothing.
 *
 * <pre>{@code
 * Intercom intercom = Intercom.builder().accessToken(token).listener(new Meters(registry)).build();
 * }</pre>
 *
 * <p>All names are from small, fixed sets that suit the tags of metrics: operations are the method
 * names of the Retrofit interfaces, results and reasons are enums. A listener is called on the
 * threads that run the calls, concurrently, and must not block. An exception that it throws goes to
 * the thread's uncaught exception handler and does not affect the call.
 */
public interface CallListener {
  /** Receives the end of an attempt, with a response or without. */
  default void onAttempt(Attempt attempt) {}

  /** Receives the end of a wait. */
  default void onWait(Wait wait) {}

  /**
   * Receives the end of a call, as its caller sees it; not of a call that your code executes or
   * enqueues through Retrofit, because your code reads its response.
   */
  default void onEnd(End end) {}

  /** Receives the attributes that Intercom did not store, although it returned a success. */
  default void onDropped(Dropped dropped) {}

  /** The result of an attempt or a call. */
  enum Result {
    /** Intercom returned a success. */
    SUCCESS,

    /**
     * Intercom rejected the call with a 4xx other than 408 and 429, returned 3xx, or reported that
     * there is no such object; or the Intercom-Version does not have the operation.
     */
    REFUSED,

    /** Intercom returned 429, or the call was not sent because the window was used up. */
    RATE_LIMITED,

    /** Intercom failed with 408 or 5xx. */
    FAILED,

    /** There is no response, or your code threw before the call was sent. */
    NO_ANSWER,

    /** Intercom returned a success whose body cannot be read. */
    UNREADABLE;

    static Result of(@Nullable Throwable failure) {
      if (failure == null) {
        return SUCCESS;
      }
      if (failure instanceof ApiException error) {
        Result result = StatusMeaning.of(error.getStatus()).result();
        // The body of a 200 may report that there is no such object.
        return result == SUCCESS ? REFUSED : result;
      }
      return failure instanceof DecodingException ? UNREADABLE : NO_ANSWER;
    }
  }

  /** An event of a call. Immutable. */
  abstract class Event {
    private final String operation;
    private final @Nullable ApiVersion version;

    Event(CallState state) {
      this.operation = state.operation().name();
      this.version = state.version();
    }

    /**
     * Returns the name of the interface's method, such as {@code
     * createOrUpdateCustomObjectInstance}; {@code unnamed} for a call without an interface.
     */
    public String getOperation() {
      return operation;
    }

    /** Returns the Intercom-Version that is sent; null if the header is omitted. */
    public @Nullable ApiVersion getVersion() {
      return version;
    }
  }

  /** One HTTP request. A call sends several when it is retried. */
  final class Attempt extends Event {
    private final int number;
    private final @Nullable Integer status;
    private final Duration duration;

    Attempt(CallState state, @Nullable Integer status, Duration duration) {
      super(state);
      this.number = state.attempts();
      this.status = status;
      this.duration = duration;
    }

    /** Returns the number of the attempt within its call, from 1. */
    public int getNumber() {
      return number;
    }

    /** Returns the HTTP status; null if there is no response. */
    public @Nullable Integer getStatus() {
      return status;
    }

    /** Returns the result of the attempt. */
    public Result getResult() {
      return status == null ? Result.NO_ANSWER : StatusMeaning.of(status).result();
    }

    /** Returns the time from connecting to the last byte of the response. */
    public Duration getDuration() {
      return duration;
    }

    @Override
    public String toString() {
      return "%s attempt %s %s in %s"
          .formatted(getOperation(), number, getResult(), Times.text(duration));
    }
  }

  /** A wait of a call. */
  final class Wait extends Event {
    /** The reason of a wait. */
    public enum Reason {
      /** The calls of the rate limit window were used up; Intercom rejected nothing. */
      WINDOW,

      /** Intercom returned 429. */
      RATE_LIMITED,

      /** Intercom failed with 408 or 5xx, and the call is retried. */
      FAILED,

      /** There was no response, and the call is retried. */
      NO_ANSWER,

      /** Another update of the same contact or conversation was in flight. */
      LOCK
    }

    private final Reason reason;
    private final Duration duration;

    Wait(CallState state, Reason reason, Duration duration) {
      super(state);
      this.reason = reason;
      this.duration = duration;
    }

    /** Returns the reason of the wait. */
    public Reason getReason() {
      return reason;
    }

    /** Returns the length of the wait. */
    public Duration getDuration() {
      return duration;
    }

    @Override
    public String toString() {
      return getOperation() + " waited " + Times.text(duration) + " because of " + reason;
    }
  }

  /** The end of a call. */
  final class End extends Event {
    private final boolean isRead;
    private final int attempts;
    private final @Nullable Throwable failure;
    private final Duration duration;

    End(CallState state, @Nullable Throwable failure, Duration duration) {
      super(state);
      this.isRead = state.operation().isRead();
      this.attempts = state.attempts();
      this.failure = failure;
      this.duration = duration;
    }

    /** Returns the result of the call. */
    public Result getResult() {
      return Result.of(failure);
    }

    /** Returns whether Intercom applied the call; a call that only reads applies nothing. */
    public Outcome getOutcome() {
      if (failure instanceof IntercomException ours) {
        return ours.getOutcome();
      }
      if (isRead || attempts == 0) {
        return Outcome.NOT_APPLIED;
      }
      return failure == null ? Outcome.APPLIED : Outcome.UNKNOWN;
    }

    /** Returns the number of attempts, including those that failed before anything was sent. */
    public int getAttempts() {
      return attempts;
    }

    /**
     * Returns the exception that the caller gets: an {@link IntercomException}, an {@link Error},
     * or the exception that your token supplier threw before anything was sent; null after a
     * success.
     */
    public @Nullable Throwable getFailure() {
      return failure;
    }

    /**
     * Returns the time that the call took with all attempts and waits. It includes a wait for a
     * lock only if the call failed while it waited.
     */
    public Duration getDuration() {
      return duration;
    }

    @Override
    public String toString() {
      return getOperation() + " " + getResult() + " after " + Times.text(duration);
    }
  }

  /** Attributes that Intercom did not store. */
  final class Dropped extends Event {
    private final List<String> names;

    Dropped(CallState state, List<String> names) {
      super(state);
      this.names = List.copyOf(names);
    }

    /** Returns the names of the attributes; the list is unmodifiable. */
    public List<String> getNames() {
      return names;
    }

    @Override
    public String toString() {
      return getOperation() + " dropped " + ForeignText.of(names);
    }
  }
}
