package io.github.intercomobjects;

import io.github.intercomobjects.CallListener.Wait.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.Request;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call: waits for the window, sends, and repeats what is safe to repeat, all
 * before one deadline. Run once, on one thread; cancelled from any.
 */
final class Attempts {
  private static final int SHORT = 16;
  private static final Set<String> NOTHING = Set.of("", "null");

  private final Settings settings;
  private final Request request;
  private final Operation operation;
  private final CallState state;
  private final Sender sender;
  private final Backoff backoff;
  private final CountDownLatch cancelSignal = new CountDownLatch(1);
  private volatile @Nullable Call attempt;
  private volatile boolean canceled;
  private Deadline deadline;
  private int failures;

  /** Why the last attempt has no response. */
  private @Nullable Exception failure;

  private @Nullable String refusedToken;

  Attempts(Settings settings, Request request, CallState state) {
    this.settings = settings;
    this.request = request;
    this.operation = state.operation();
    this.state = state;
    this.sender = new Sender(settings, request, state);
    this.backoff = new Backoff(settings.timing());
    this.deadline = Deadline.in(settings.totalTimeout(), settings.timing());
  }

  /**
   * Sets the deadline: that of the facade's call that this is a part of, else one of its own.
   *
   * @param ownTimeout what the caller allows for the whole call; zero for no limit
   */
  void begin(Duration ownTimeout) {
    Deadline shared = state.deadline();
    deadline = shared == null ? Deadline.in(settings.totalTimeout(), settings.timing()) : shared;
    if (!ownTimeout.isZero()) {
      Deadline own = Deadline.in(ownTimeout, settings.timing());
      deadline = own.left().compareTo(deadline.left()) < 0 ? own : deadline;
    }
  }

  /** Runs the call to its end. */
  BufferedResponse run() {
    ApiVersion version = settings.version();
    if (version != null) {
      operation.requireVersion(version, request);
    }
    while (true) {
      String token = token();
      BufferedResponse answer = attempt(token);
      Retry retry = retry(answer, token);
      if (retry != null) {
        await(retry);
      } else if (answer == null) {
        throw noAnswer(failure);
      } else {
        return emptyIsEmptyObject(answer);
      }
    }
  }

  /** Makes one attempt, once the window has a place for it, and returns its response, if any. */
  private @Nullable BufferedResponse attempt(String token) {
    Workspaces.Workspace workspace = settings.credentials().enter(token);
    try {
      BufferedResponse answer = attempt(token, workspace.limiter());
      StatusMeaning status = answer == null ? null : StatusMeaning.of(answer.status());
      if (status == StatusMeaning.RATE_LIMITED) {
        state.markRateLimited();
      }
      boolean isOpen = status == null ? state.isSent() : status == StatusMeaning.FAILED;
      if (isOpen && !operation.isRead()) {
        state.markMayBeApplied();
      }
      return answer;
    } finally {
      workspace.leave();
    }
  }

  private @Nullable BufferedResponse attempt(String token, RateLimiter limiter) {
    waitForWindow(limiter);
    BufferedResponse answer = null;
    failure = null;
    boolean tried =
        !canceled && !deadline.left().isNegative() && !Thread.currentThread().isInterrupted();
    try {
      if (tried) {
        answer = sender.send(token, deadline, this::begun);
      }
    } catch (Exception e) {
      // Nothing of ours: what OkHttp and the user's interceptors throw, unchecked or not.
      failure = e;
    } finally {
      state.windowLimit(limiter.settle(operation, answer == null ? null : answer.response()));
    }
    if (!tried) {
      throw noAnswer(null);
    }
    return answer == null ? null : readable(answer);
  }

  /**
   * A further attempt of a call.
   *
   * @param reason null for an attempt that follows at once
   * @param after names what the wait follows, for messages
   */
  private record Retry(Duration delay, @Nullable Reason reason, String after) {}

  /** Decides whether another attempt follows a response, or the lack of one; null if none does. */
  private @Nullable Retry retry(@Nullable BufferedResponse answer, String token) {
    if (canceled) {
      return null;
    }
    if (answer == null) {
      // The call may have been applied, so only one that is safe to retry is sent again.
      Duration wait = backoff.next();
      return !Thread.currentThread().isInterrupted()
              && operation.mayBeRepeated(request)
              && retryAllowed(wait)
          ? new Retry(wait, Reason.NO_ANSWER, "a connection failure")
          : null;
    }
    int status = answer.status();
    switch (StatusMeaning.of(status)) {
      case RATE_LIMITED -> {
        // Nothing was applied, so any call may be sent again; it is no failure that counts.
        Duration wait = backoff.afterRateLimit(answer.response());
        return waitAllowed(wait) ? new Retry(wait, Reason.RATE_LIMITED, "the rate limit") : null;
      }
      case FAILED -> {
        // As without a response, but the server may say when to come back.
        Duration wait = backoff.afterFailure(answer.response());
        return operation.mayBeRepeated(request) && retryAllowed(wait)
            ? new Retry(wait, Reason.FAILED, "status " + status)
            : null;
      }
      case REFUSED -> {
        // Only a token that was replaced meanwhile makes a difference, and only once.
        boolean isFirst = status == 401 && refusedToken == null;
        refusedToken = status == 401 ? token : refusedToken;
        return isFirst && hasAnotherToken(token) ? new Retry(Duration.ZERO, null, "") : null;
      }
      default -> {
        return null;
      }
    }
  }

  private void await(Retry retry) {
    if (retry.reason() != null) {
      sleep(retry.delay(), retry.reason(), retry.after());
    }
  }

  /** The response, if a success is not too large to read; of a failure the status is enough. */
  private BufferedResponse readable(BufferedResponse answer) {
    if (answer.isTooLarge() && answer.isSuccessful()) {
      throw Failures.unreadable(
          state, "is larger than " + (BufferedResponse.LARGEST >> 20) + " MiB", null);
    }
    if (answer.isSuccessful() && answer.hasTooManyValues() && operation.readsResponseAsJson()) {
      throw Failures.unreadable(
          state,
          String.format(
              Locale.ROOT, "holds more than %,d values of JSON", BufferedResponse.MOST_VALUES),
          null);
    }
    return answer;
  }

  private String token() {
    try {
      return settings.credentials().token();
    } catch (RuntimeException e) {
      // The supplier is the user's code. An exception of ours is one of another call's.
      if (state.attempts() == 0 && !(e instanceof IntercomException)) {
        throw e;
      }
      throw new ConnectionException(
          (state.attempts() == 0 ? "no access token (" : "no access token for another attempt (")
              + describe()
              + "): "
              + ForeignText.of(e.getMessage(), state.token()),
          ForeignText.cause(e, state.token()),
          state.outcomeOfFailure(),
          state.attempts());
    }
  }

  private boolean hasAnotherToken(String refused) {
    try {
      return !refused.equals(token());
    } catch (RuntimeException e) {
      // The refusal says more than why there is no other token.
      return false;
    }
  }

  private void begun(Call call) {
    attempt = call;
    if (canceled) {
      call.cancel();
    }
  }

  private void waitForWindow(RateLimiter limiter) {
    RateLimiter.Ticket ticket = new RateLimiter.Ticket();
    try {
      Duration wait = limiter.reserve(operation, ticket, settings.rateLimitShare());
      while (!wait.isZero()) {
        if (canceled) {
          throw noAnswer(null);
        }
        if (!waitAllowed(wait)) {
          throw Failures.windowUsedUp(settings.version(), state, limiter.limit(operation), wait);
        }
        sleep(wait, Reason.WINDOW, "the rate limit");
        wait = limiter.reserve(operation, ticket, settings.rateLimitShare());
      }
    } finally {
      limiter.leave(ticket);
    }
  }

  private boolean retryAllowed(Duration wait) {
    return ++failures < settings.maxAttempts() && waitAllowed(wait);
  }

  private boolean waitAllowed(Duration wait) {
    return wait.compareTo(settings.maxWait()) <= 0 && deadline.allows(wait);
  }

  private void sleep(Duration wait, Reason reason, String after) {
    long start = settings.timing().nanoTime();
    try {
      settings.timing().sleep(wait, cancelSignal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionException(
          "interrupted while waiting "
              + Times.text(wait)
              + " after "
              + after
              + " ("
              + describe()
              + ")",
          e,
          state.outcomeOfFailure(),
          state.attempts());
    } finally {
      Duration span = Duration.ofNanos(settings.timing().nanoTime() - start);
      state.waited(reason, span);
      settings.notifier().waited(operation, settings.version(), reason, span);
    }
  }

  private ConnectionException noAnswer(@Nullable Exception failure) {
    String what =
        canceled
            ? "canceled"
            : Thread.currentThread().isInterrupted() && failure == null
                ? "interrupted before it was sent"
                : state.attempts() == 0
                    ? "not sent within the totalTimeout of " + Times.text(settings.totalTimeout())
                    : "no answer after " + attempts();
    String hint =
        state.mayBeApplied()
            ? "; it is not known whether Intercom applied it"
            : operation.isRead() ? "" : "; Intercom did not get it";
    return new ConnectionException(
        what
            + " ("
            + describe()
            + ")"
            + (failure == null ? "" : ": " + ForeignText.of(failure, state.token()))
            + hint,
        ForeignText.cause(failure, state.token()),
        state.outcomeOfFailure(),
        state.attempts());
  }

  /** What the callback of an enqueued call gets of an error that ends the call's thread. */
  ConnectionException ended(Error error) {
    if (state.isSent() && !operation.isRead()) {
      state.markMayBeApplied();
    }
    return new ConnectionException(
        "unexpected failure: " + ForeignText.of(error, state.token()) + " (" + describe() + ")",
        ForeignText.cause(error, state.token()),
        state.outcomeOfFailure(),
        state.attempts());
  }

  private String attempts() {
    return state.attempts() == 1 ? "1 attempt" : state.attempts() + " attempts";
  }

  private String describe() {
    return operation.method() + " " + operation.path();
  }

  /** A deletion may be answered without a body, or with null; it is a success all the same. */
  private BufferedResponse emptyIsEmptyObject(BufferedResponse answer) {
    return answer.isSuccessful() && operation.method().equals("DELETE") && isNothing(answer.body())
        ? answer.withEmptyObject()
        : answer;
  }

  private static boolean isNothing(Buffer body) {
    return body.size() <= SHORT && NOTHING.contains(body.copy().readUtf8().trim());
  }

  void cancel() {
    canceled = true;
    cancelSignal.countDown();
    Call current = attempt;
    if (current != null) {
      current.cancel();
    }
  }

  boolean isCanceled() {
    return canceled;
  }
}
