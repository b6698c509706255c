package io.github.intercomobjects;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** The sender of the attempts of a call, which reads each response to its end. */
final class Sender {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Settings settings;
  private final Request request;
  private final CallState state;

  Sender(Settings settings, Request request, CallState state) {
    this.settings = settings;
    this.request = request;
    this.state = state;
  }

  private Call newCall(OkHttpClient client, String token, Deadline deadline) {
    Request.Builder builder = request.newBuilder().header("Authorization", "Bearer " + token);
    if (request.header("Accept") == null) {
      builder.header("Accept", "application/json");
    }
    ApiVersion version = state.version();
    if (version == null) {
      builder.removeHeader("Intercom-Version");
    } else {
      builder.header("Intercom-Version", version.getValue());
    }
    Call call = client.newCall(builder.build());
    call.timeout().timeout(attemptTimeout(deadline).toNanos(), TimeUnit.NANOSECONDS);
    return call;
  }

  /**
   * Sends an attempt, and reads its response.
   *
   * @param onStart receives the HTTP call before it is executed
   * @throws Exception any exception of OkHttp or the user's client, such as for a header that it
   *     rejects; interceptors in Kotlin may throw undeclared checked exceptions
   */
  BufferedResponse send(String token, Deadline deadline, Consumer<Call> onStart) throws Exception {
    state.beginAttempt(token);
    long start = settings.timing().nanoTime();
    Integer status = null;
    HttpClients.Pooled http = settings.http().enter();
    try {
      Call call = newCall(http.client(), token, deadline);
      onStart.accept(call);
      try (Response response = call.execute()) {
        // Read here, so that a truncated body is a failure of this attempt.
        Buffer body = read(response);
        status = response.code();
        return new BufferedResponse(request, response, body);
      }
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw e;
    } finally {
      http.leave();
      Duration took = settings.timing().since(start);
      state.took(took);
      if (!state.dropIfRefused()) {
        settings.notifier().attempt(state, status, took);
      }
    }
  }

  /** Returns the body, or its beginning if it is too large. */
  private static Buffer read(Response response) throws IOException {
    Buffer body = new Buffer();
    while (body.size() <= BufferedResponse.LARGEST
        && response.body().source().read(body, 8192) != -1) {
      // Until its end.
    }
    return body;
  }

  private Duration attemptTimeout(Deadline deadline) {
    Duration left = deadline.left();
    @Nullable Duration own = settings.requestTimeout();
    Duration limit = own != null ? own : Duration.ofMillis(settings.client().callTimeoutMillis());
    // For OkHttp zero is no limit, in a client's call timeout as in the timeout of a call.
    return Times.longer(limit.isZero() ? left : Times.shorter(left, limit), SHORTEST);
  }
}
