package io.github.intercomobjects;

import java.io.IOException;
import java.time.Duration;
import kotlin.jvm.functions.Function0;
import kotlin.reflect.KClass;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A call of a Retrofit interface, which may take several {@link Attempts}. It is above OkHttp, so
 * that the user's interceptors and call timeout apply to each attempt.
 *
 * <p>The facade runs its calls without Retrofit ({@link #run}), which would copy each response
 * again. Other callers get a failure without a response as a {@link CarrierException}.
 */
final class ApiCall implements Call {
  /**
   * An exception of this library for callers that {@code execute} or {@code enqueue} a call
   * themselves. Retrofit passes on an {@link IOException} from both, but an unchecked exception
   * only from {@code execute}.
   */
  static final class CarrierException extends IOException {
    private static final long serialVersionUID = 1;

    CarrierException(IntercomException carried) {
      super(carried.getMessage(), carried);
    }
  }

  private final Settings settings;
  private final Request request;
  private final CallState state;
  private final Attempts attempts;
  private final Timeout timeout = new Timeout();
  private boolean executed;

  ApiCall(Settings settings, Request request, Operation operation) {
    this.settings = settings;
    this.state = new CallState(operation, settings.version());
    this.request = request.newBuilder().tag(ApiCall.class, this).build();
    this.attempts = new Attempts(settings, this.request, state);
  }

  /**
   * Returns the call that {@code call} wraps.
   *
   * @throws IllegalArgumentException if Retrofit cannot create the request from the call's
   *     arguments, or another library created the call
   */
  static ApiCall of(retrofit2.Call<?> call) {
    Request request;
    try {
      request = call.request();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      // The user's adapter of an argument failed.
      throw new IllegalArgumentException(
          "the request of this call cannot be created: " + ForeignText.of(e), e);
    }
    ApiCall ours = request.tag(ApiCall.class);
    if (ours == null) {
      throw new IllegalArgumentException(
          "this call is not from an interface of Intercom.api(..): " + request.url().host());
    }
    return ours;
  }

  /** Returns the state of the call that {@code call} wraps; throws what {@link #of} throws. */
  static CallState stateOf(retrofit2.Call<?> call) {
    return of(call).state;
  }

  /** Returns the settings of the client that created the call. */
  Settings settings() {
    return settings;
  }

  CallState state() {
    return state;
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public Response execute() throws IOException {
    try {
      return run().toResponse();
    } catch (IntercomException e) {
      throw new CarrierException(e);
    }
  }

  /**
   * Runs the call for the facade, which reads the response itself.
   *
   * @throws IntercomException if there is no response
   */
  BufferedResponse run() {
    start();
    attempts.begin(Duration.ofNanos(timeout.timeoutNanos()));
    Cancellation cancellation = Cancellation.current();
    if (cancellation == null) {
      return attempts.run();
    }
    Call outer = cancellation.enter(this);
    try {
      return attempts.run();
    } finally {
      cancellation.leave(outer);
    }
  }

  /** Executes the call on a thread of the dispatcher, whose limit of calls per host applies. */
  @Override
  public void enqueue(Callback callback) {
    start();
    // The timeout includes the wait for a thread.
    attempts.begin(Duration.ofNanos(timeout.timeoutNanos()));
    settings.enqueued().execute(() -> run(callback), () -> reject(callback));
  }

  private void reject(Callback callback) {
    ConnectionException closed =
        new ConnectionException(
            "not sent: the client is closed", null, IntercomException.Outcome.NOT_APPLIED, 0);
    try {
      callback.onFailure(this, new CarrierException(closed));
    } catch (RuntimeException e) {
      // The callback failed; the other queued calls must still get their failure.
    }
  }

  private void run(Callback callback) {
    Response response;
    try {
      response = attempts.run().toResponse();
    } catch (IntercomException e) {
      callback.onFailure(this, new CarrierException(e));
      return;
    } catch (RuntimeException e) {
      // The supplier of tokens failed before anything was sent.
      callback.onFailure(this, new IOException("not sent: " + ForeignText.of(e), e));
      return;
    } catch (Error e) {
      callback.onFailure(this, new CarrierException(attempts.unexpectedFailure(e)));
      throw e;
    }
    try {
      callback.onResponse(this, response);
    } catch (IOException e) {
      // The callback failed; OkHttp ignores that too.
      response.close();
    }
  }

  private synchronized void start() {
    if (executed) {
      throw new IllegalStateException("a call is executed once; clone() it to execute it again");
    }
    executed = true;
  }

  @Override
  public void cancel() {
    attempts.cancel();
  }

  @Override
  public synchronized boolean isExecuted() {
    return executed;
  }

  @Override
  public boolean isCanceled() {
    return attempts.isCanceled();
  }

  @Override
  public void addEventListener(EventListener listener) {
    throw new UnsupportedOperationException(
        "a call may send several requests; set an event listener on the OkHttpClient instead");
  }

  /** Returns the timeout of all attempts and waits together; unlimited unless it is set. */
  @Override
  public Timeout timeout() {
    return timeout;
  }

  @Override
  public Call clone() {
    return new ApiCall(settings, request, state.operation());
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
