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
 * The attempts of one call: waits for the rate limit window, sends, and retries if that is safe,
 * all before one deadline. Runs once, on one thread; any thread may cancel it.
 */
final class Attempts {
  private static final int LONGEST_EMPTY = 16;
  private static final Set<String> EMPTY = Set.of("", "null");

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

  /** The call's own timeout, if that is the deadline, for messages. */
  private @Nullable Duration ownLimit;

  private int failures;

  /** The reason that the last attempt has no response. */
  private @Nullable Exception failure;

  private @Nullable String rejectedToken;

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
   * Sets the deadline: that of the facade's operation that this call is part of, else a new one.
   *
   * @param ownTimeout the caller's limit for the call with all attempts; zero for no limit
   */
  void begin(Duration ownTimeout) {
    Deadline shared = state.deadline();
    deadline = shared == null ? Deadline.in(settings.totalTimeout(), settings.timing()) : shared;
    if (!ownTimeout.isZero()) {
      Deadline own = Deadline.in(ownTimeout, settings.timing());
      if (own.left().compareTo(deadline.left()) < 0) {
        deadline = own;
        ownLimit = ownTimeout;
      }
    }
  }

  /** Runs the call to its end. */
  BufferedResponse run() {
    ApiVersion version = state.version();
    if (version != null) {
      operation.requireVersion(version, request);
    }
    while (true) {
      String token = token();
      BufferedResponse response = attempt(token);
      Retry retry = retry(response, token);
      if (retry == null) {
        if (response == null) {
          throw noResponse(failure);
        }
        return emptyIsEmptyObject(response);
      }
      if (retry.reason() != null) {
        sleep(retry.delay(), retry.reason(), retry.after());
      }
    }
  }

  /** Sends one attempt as soon as the window allows it, and returns its response, if any. */
  private @Nullable BufferedResponse attempt(String token) {
    Workspaces.Workspace workspace = settings.credentials().enter(token);
    try {
      BufferedResponse response = attempt(token, workspace.limiter());
      StatusMeaning status = response == null ? null : StatusMeaning.of(response.status());
      if (status == StatusMeaning.RATE_LIMITED) {
        state.markRateLimited();
      }
      CallState.Refusal refusal = state.refusal();
      if (response == null && refusal != null) {
        // By the network interceptor, which asks only where nothing can have been applied.
        throw refused(refusal);
      }
      boolean isOpen = status == null ? state.isSent() : status == StatusMeaning.FAILED;
      if (isOpen && !operation.isRead()) {
        state.markMayBeApplied();
      }
      return response;
    } finally {
      workspace.leave();
    }
  }

  private @Nullable BufferedResponse attempt(String token, RateLimiter limiter) {
    RateLimiter.Ticket ticket = new RateLimiter.Ticket();
    waitForWindow(limiter, ticket);
    BufferedResponse response = null;
    failure = null;
    boolean mayTry =
        !canceled && !deadline.left().isNegative() && !Thread.currentThread().isInterrupted();
    try {
      if (mayTry) {
        response = sender.send(token, deadline, this::started);
      }
    } catch (Exception e) {
      // From OkHttp or the user's interceptors.
      failure = e;
    } finally {
      state.windowLimit(
          limiter.settle(operation, ticket, response == null ? null : response.response()));
    }
    if (!mayTry) {
      throw noResponse(null);
    }
    return response == null ? null : readable(response);
  }

  /** Asks the guard whether the next attempt may be sent, unless the call is cancelled. */
  private void requireAllowed() {
    if (canceled) {
      throw noResponse(null);
    }
    if (!state.isAllowed()) {
      throw refused(state.refusal());
    }
  }

  private GuardedException refused(CallState.@Nullable Refusal refusal) {
    Exception thrown = refusal == null ? null : refusal.thrown();
    return new GuardedException(
        (state.attempts() == 0 ? "not sent" : "not sent again")
            + (thrown == null
                ? ": its guard refused it"
                : ": its guard failed: " + ForeignText.of(thrown, state.token()))
            + (" (" + operation + ")" + outcomeHint()),
        ForeignText.cause(thrown, state.token()),
        state.outcomeOfFailure(),
        state.attempts());
  }

  private String outcomeHint() {
    return state.mayBeApplied()
        ? "; it is not known whether Intercom applied it"
        : operation.isRead() ? "" : "; Intercom did not apply it";
  }

  /**
   * The next attempt of a call.
   *
   * @param reason null for an attempt without a wait
   * @param after the cause of the wait, for messages
   */
  private record Retry(Duration delay, @Nullable Reason reason, String after) {}

  /** Returns the attempt that follows a response, or the lack of one; null if none does. */
  private @Nullable Retry retry(@Nullable BufferedResponse response, String token) {
    if (canceled) {
      return null;
    }
    if (response == null) {
      // The call may have been applied, so only one that is safe to retry is sent again.
      Duration wait = backoff.next(longestBackoff());
      return !Thread.currentThread().isInterrupted()
              && operation.isRetrySafe(request)
              && retryAllowed(wait)
          ? new Retry(wait, Reason.NO_ANSWER, "a connection failure")
          : null;
    }
    int status = response.status();
    switch (StatusMeaning.of(status)) {
      case RATE_LIMITED -> {
        // Nothing was applied, so any call may be sent again; this does not count as a failure.
        Duration wait = backoff.afterRateLimit(response.response(), longestBackoff());
        return waitAllowed(wait) ? new Retry(wait, Reason.RATE_LIMITED, "the rate limit") : null;
      }
      case FAILED -> {
        // As without a response, but the server may say when to retry.
        Duration wait = backoff.afterFailure(response.response(), longestBackoff());
        return operation.isRetrySafe(request) && retryAllowed(wait)
            ? new Retry(wait, Reason.FAILED, "status " + status)
            : null;
      }
      case REFUSED -> {
        // Only a token that was replaced since helps, and only once.
        boolean isFirst = status == 401 && rejectedToken == null;
        rejectedToken = status == 401 ? token : rejectedToken;
        return isFirst && hasAnotherToken(token) ? new Retry(Duration.ZERO, null, "") : null;
      }
      default -> {
        return null;
      }
    }
  }

  /** Returns the response unless it is a success that is too large to read. */
  private BufferedResponse readable(BufferedResponse response) {
    if (!response.isSuccessful()) {
      return response;
    }
    String problem =
        response.isTooLarge()
            ? "is larger than " + (BufferedResponse.LARGEST >> 20) + " MiB"
            : response.hasTooManyValues() && operation.readsResponseAsJson()
                ? String.format(
                    Locale.ROOT, "has more than %,d JSON values", BufferedResponse.MOST_VALUES)
                : null;
    if (problem != null) {
      throw Failures.unreadable(state, problem, null);
    }
    return response;
  }

  private String token() {
    try {
      return settings.credentials().token();
    } catch (RuntimeException e) {
      // The supplier is the user's code; an IntercomException is from another call that it ran.
      if (state.attempts() == 0 && !(e instanceof IntercomException)) {
        throw e;
      }
      throw failed(
          (state.attempts() == 0 ? "no access token (" : "no access token for another attempt (")
              + operation
              + "): "
              + ForeignText.of(e.getMessage(), state.token()),
          e);
    }
  }

  private boolean hasAnotherToken(String rejected) {
    try {
      return !rejected.equals(token());
    } catch (RuntimeException e) {
      // The 401 is reported, which says more than this failure.
      return false;
    }
  }

  private void started(Call call) {
    attempt = call;
    if (canceled) {
      call.cancel();
    }
  }

  private void waitForWindow(RateLimiter limiter, RateLimiter.Ticket ticket) {
    // Before each reservation, so that a refused call uses up no place in the window.
    requireAllowed();
    try {
      Duration wait = limiter.reserve(operation, ticket, allowance());
      while (!wait.isZero()) {
        if (settings.waitsForWindow()) {
          // Others may leave the queue during a long wait, so the place is asked for again.
          wait = Times.shorter(wait, settings.maxWait());
          deadline.extend(wait);
        } else if (!waitAllowed(wait)) {
          throw Failures.windowUsedUp(state, ticket.usedUp(), wait);
        }
        sleep(wait, Reason.WINDOW, "the rate limit");
        // A lease may end during the wait.
        requireAllowed();
        wait = limiter.reserve(operation, ticket, allowance());
      }
    } finally {
      limiter.leave(ticket);
    }
  }

  /** Returns the longest wait of our own choice, which leaves as much time for the next attempt. */
  private Duration longestBackoff() {
    return Times.shorter(deadline.left().dividedBy(2), settings.maxWait());
  }

  private RateLimiter.Allowance allowance() {
    return new RateLimiter.Allowance(
        settings.rateLimitShare(),
        settings.callsPerWindow(),
        Times.shorter(deadline.left(), settings.maxWait()));
  }

  private boolean retryAllowed(Duration wait) {
    return ++failures < settings.maxAttempts() && !settings.maxWait().isZero() && waitAllowed(wait);
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
      throw failed(
          "interrupted during a wait of %s because of %s (%s)"
              .formatted(Times.text(wait), after, operation),
          e);
    } finally {
      Duration span = settings.timing().since(start);
      state.waited(reason, span);
      settings.notifier().waited(state, reason, span);
    }
  }

  private String limit() {
    return ownLimit == null
        ? "totalTimeout of " + Times.text(settings.totalTimeout())
        : "call's own timeout of " + Times.text(ownLimit);
  }

  private ConnectionException noResponse(@Nullable Exception failure) {
    String problem =
        canceled
            ? "canceled"
            : Thread.currentThread().isInterrupted() && failure == null
                ? "interrupted before it was sent"
                : state.attempts() == 0
                    ? "not sent within the " + limit()
                    : "no response after "
                        + (state.attempts() == 1 ? "1 attempt" : state.attempts() + " attempts");
    String cause = failure == null ? "" : ": " + ForeignText.of(failure, state.token());
    return failed(problem + " (" + operation + ")" + cause + outcomeHint(), failure);
  }

  /** Returns the failure for the callback of an enqueued call that ended with an error. */
  ConnectionException unexpectedFailure(Error error) {
    if (state.isSent() && !operation.isRead()) {
      state.markMayBeApplied();
    }
    return failed(
        "unexpected failure: " + ForeignText.of(error, state.token()) + " (" + operation + ")",
        error);
  }

  private ConnectionException failed(String message, @Nullable Throwable cause) {
    return new ConnectionException(
        message,
        ForeignText.cause(cause, state.token()),
        state.outcomeOfFailure(),
        state.attempts());
  }

  /** Adds an empty JSON object to the success of a deletion without a body, or with null. */
  private BufferedResponse emptyIsEmptyObject(BufferedResponse response) {
    return response.isSuccessful()
            && operation.method().equals("DELETE")
            && isEmpty(response.body())
        ? response.withEmptyObject()
        : response;
  }

  private static boolean isEmpty(Buffer body) {
    return body.size() <= LONGEST_EMPTY && EMPTY.contains(body.copy().readUtf8().trim());
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
