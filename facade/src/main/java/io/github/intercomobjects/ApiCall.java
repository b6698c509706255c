package io.github.intercomobjects;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A call that may take several HTTP calls: it waits for the window, sends, and repeats what is safe
 * to repeat, all before one deadline. Sits above OkHttp, so that the user's interceptors and call
 * timeout act on each attempt.
 *
 * <p>What fails without an answer leaves as a {@link CarrierException}; an answer, good or bad, is
 * returned with its body read to the end.
 */
final class ApiCall implements Call {
  private static final MediaType JSON = MediaType.get("application/json");

  private final Settings settings;
  private final Request request;
  private final Operation operation;
  private final CallState state;
  private final Backoff backoff;
  private final Timeout timeout = new Timeout();
  private final CountDownLatch cancelSignal = new CountDownLatch(1);
  private volatile @Nullable Call attempt;
  private volatile boolean canceled;
  private boolean executed;

  ApiCall(Settings settings, Request request, CallState state) {
    this.settings = settings;
    this.request = request;
    this.operation = state.operation();
    this.state = state;
    this.backoff = new Backoff(settings.timing());
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public Response execute() throws IOException {
    start();
    try {
      return run();
    } catch (IntercomException e) {
      throw new CarrierException(e);
    }
  }

  /**
   * Runs {@link #execute} on a thread of the client's dispatcher, as soon as fewer calls run than
   * it allows for one host.
   */
  @Override
  public void enqueue(Callback callback) {
    start();
    try {
      settings.enqueued().execute(() -> run(callback));
    } catch (RejectedExecutionException e) {
      callback.onFailure(this, new InterruptedIOException("the client is closed"));
    }
  }

  private void run(Callback callback) {
    Response response;
    try {
      response = run();
    } catch (IntercomException e) {
      callback.onFailure(this, new CarrierException(e));
      return;
    } catch (IOException e) {
      callback.onFailure(this, e);
      return;
    } catch (RuntimeException e) {
      callback.onFailure(this, new IOException("unexpected failure: " + e, e));
      return;
    } catch (Error e) {
      callback.onFailure(this, new IOException("unexpected failure: " + e, e));
      throw e;
    }
    try {
      callback.onResponse(this, response);
    } catch (IOException e) {
      // The callback's own failure; OkHttp drops it as well.
      response.close();
    }
  }

  private synchronized void start() {
    if (executed) {
      throw new IllegalStateException("a call is executed once; clone() it to repeat it");
    }
    executed = true;
  }

  private Response run() throws IOException {
    ApiVersion version = settings.version();
    if (version != null) {
      operation.requireVersion(version, request);
    }
    boolean repeatable = operation.mayBeRepeated(request);
    Deadline deadline = deadline();
    String refusedToken = null;
    int failures = 0;
    while (true) {
      String token = token();
      RateLimiter limiter = settings.limiters().of(token);
      waitForWindow(limiter, deadline);
      Response response = null;
      IOException failure = null;
      boolean tried = !canceled;
      try {
        if (tried) {
          response = send(token, deadline);
        }
      } catch (IOException e) {
        failure = e;
      } finally {
        limiter.settle(operation, response);
      }
      if (response == null) {
        if (tried && state.isSent() && !operation.isRead()) {
          state.markMayBeApplied();
        }
        Duration wait = backoff.next();
        if (canceled
            || Thread.currentThread().isInterrupted()
            || !repeatable
            || !retryAllowed(++failures, wait, deadline)) {
          throw noAnswer(failure);
        }
        sleep(wait, "a connection failure");
        continue;
      }
      int status = response.code();
      if (status == 401 && refusedToken == null) {
        refusedToken = token;
        if (hasAnotherToken(token)) {
          continue;
        }
      } else if (status == 429) {
        Duration wait = backoff.afterRateLimit(response);
        if (!canceled && waitAllowed(wait, deadline)) {
          sleep(wait, "the rate limit");
          continue;
        }
      } else if (status == 408 || status >= 500) {
        if (!operation.isRead()) {
          state.markMayBeApplied();
        }
        Duration wait = backoff.afterFailure(response);
        if (!canceled && repeatable && retryAllowed(++failures, wait, deadline)) {
          sleep(wait, "status " + status);
          continue;
        }
      }
      return emptyIsEmptyObject(response);
    }
  }

  /**
   * The deadline of the facade, else one of its own; the caller's {@link #timeout()} if that is
   * sooner.
   */
  private Deadline deadline() {
    Deadline deadline = state.deadline();
    if (deadline == null) {
      deadline = Deadline.in(settings.totalTimeout(), settings.timing());
    }
    if (timeout.timeoutNanos() > 0) {
      Deadline own = Deadline.in(Duration.ofNanos(timeout.timeoutNanos()), settings.timing());
      deadline = own.left().compareTo(deadline.left()) < 0 ? own : deadline;
    }
    return deadline;
  }

  private String token() {
    try {
      return AccessTokens.checked(settings.accessToken().get());
    } catch (RuntimeException e) {
      if (state.attempts() == 0) {
        throw e;
      }
      throw new ConnectionException(
          "no access token for another attempt (" + describe() + "): " + e.getMessage(),
          e,
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

  private Response send(String token, Deadline deadline) throws IOException {
    Request.Builder builder = request.newBuilder().header("Authorization", "Bearer " + token);
    if (request.header("Accept") == null) {
      builder.header("Accept", "application/json");
    }
    // The one place that sends the version.
    ApiVersion version = settings.version();
    if (version == null) {
      builder.removeHeader("Intercom-Version");
    } else {
      builder.header("Intercom-Version", version.getValue());
    }
    Call call = settings.client().newCall(builder.build());
    call.timeout().timeout(attemptTimeout(deadline).toNanos(), TimeUnit.NANOSECONDS);
    attempt = call;
    if (canceled) {
      call.cancel();
    }
    state.beginAttempt();
    try (Response response = call.execute()) {
      // Read to the end here, so that a body cut short is a failure of this attempt.
      ResponseBody answer = response.body();
      Buffer buffer = new Buffer();
      answer.source().readAll(buffer);
      return response
          .newBuilder()
          .request(request)
          .body(ResponseBody.create(buffer, answer.contentType(), buffer.size()))
          .build();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // OkHttp and interceptors may be written in Kotlin, from which these escape undeclared.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IOException(e.toString(), e);
    }
  }

  private Duration attemptTimeout(Deadline deadline) {
    Duration left = deadline.left();
    long own =
        settings.requestTimeout() != null
            ? settings.requestTimeout().toMillis()
            : settings.client().callTimeoutMillis();
    Duration limit = own == 0 ? left : Duration.ofMillis(own);
    Duration least = limit.compareTo(left) < 0 ? limit : left;
    return least.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : least;
  }

  private void waitForWindow(RateLimiter limiter, Deadline deadline) {
    Duration wait = limiter.reserve(operation);
    while (!wait.isZero()) {
      if (canceled) {
        throw noAnswer(null);
      }
      if (!waitAllowed(wait, deadline)) {
        throw Refusals.windowUsedUp(settings.version(), state, limiter.limit(operation), wait);
      }
      sleep(wait, "the rate limit");
      wait = limiter.reserve(operation);
    }
  }

  private boolean retryAllowed(int failures, Duration wait, Deadline deadline) {
    return failures < settings.maxAttempts() && waitAllowed(wait, deadline);
  }

  private boolean waitAllowed(Duration wait, Deadline deadline) {
    return wait.compareTo(settings.maxWait()) <= 0 && deadline.allows(wait);
  }

  private void sleep(Duration wait, String reason) {
    try {
      settings.timing().sleep(wait, cancelSignal);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionException(
          "interrupted while waiting " + wait + " after " + reason + " (" + describe() + ")",
          e,
          state.outcomeOfFailure(),
          state.attempts());
    }
  }

  private ConnectionException noAnswer(@Nullable IOException failure) {
    String what = canceled ? "canceled" : "no answer after " + attempts();
    String hint =
        state.mayBeApplied()
            ? "; it is not known whether Intercom applied it"
            : operation.isRead() ? "" : "; Intercom did not get it";
    return new ConnectionException(
        what + " (" + describe() + ")" + (failure == null ? "" : ": " + failure) + hint,
        failure,
        state.outcomeOfFailure(),
        state.attempts());
  }

  private String attempts() {
    return state.attempts() == 1 ? "1 attempt" : state.attempts() + " attempts";
  }

  private String describe() {
    return operation.method() + " " + operation.path();
  }

  /**
   * A deletion may be answered without a body: it is a success all the same, that says nothing
   * more.
   */
  private Response emptyIsEmptyObject(Response response) {
    return response.isSuccessful()
            && operation.method().equals("DELETE")
            && response.body().contentLength() == 0
        ? response.newBuilder().code(200).body(ResponseBody.create("{}", JSON)).build()
        : response;
  }

  @Override
  public void cancel() {
    canceled = true;
    cancelSignal.countDown();
    Call current = attempt;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public synchronized boolean isExecuted() {
    return executed;
  }

  @Override
  public boolean isCanceled() {
    return canceled;
  }

  @Override
  public void addEventListener(EventListener listener) {
    throw new UnsupportedOperationException(
        "one call may take several HTTP calls; set an event listener on the OkHttpClient instead");
  }

  /** Unset; what the caller sets counts over all attempts and waits. */
  @Override
  public Timeout timeout() {
    return timeout;
  }

  @Override
  public Call clone() {
    return new ApiCallFactory(settings).newCall(request);
  }

  @Override
  public <T> @Nullable T tag(KClass<T> type) {
    return request.tag(type);
  }

  @Override
  public <T> @Nullable T tag(Class<? extends T> type) {
    return request.tag(type);
  }

  @Override
  public <T> T tag(KClass<T> type, Function0<? extends T> computeIfAbsent) {
    T tag = tag(type);
    return tag == null ? computeIfAbsent.invoke() : tag;
  }

  @Override
  public <T> T tag(Class<T> type, Function0<? extends T> computeIfAbsent) {
    T tag = tag(type);
    return tag == null ? computeIfAbsent.invoke() : tag;
  }
}
