package io.github.intercomobjects;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Sends one attempt of a call, and reads its answer to the end. */
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

  private Call newCall(String token, Deadline deadline) {
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
    return call;
  }

  /**
   * Sends the attempt, and reads its response.
   *
   * @param begun gets the HTTP call before it is executed
   * @throws Exception whatever OkHttp or the user's own client throws: it does not like a header,
   *     an interceptor fails, and interceptors in Kotlin throw checked exceptions undeclared
   */
  BufferedResponse send(String token, Deadline deadline, Consumer<Call> begun) throws Exception {
    state.beginAttempt(token);
    long start = settings.timing().nanoTime();
    Integer status = null;
    try {
      Call call = newCall(token, deadline);
      begun.accept(call);
      try (Response response = call.execute()) {
        // Read to the end here, so that a body cut short is a failure of this attempt.
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
      Duration took = Duration.ofNanos(settings.timing().nanoTime() - start);
      state.took(took);
      settings.notifier().attempt(state, settings.version(), status, took);
    }
  }

  /** The body, or its beginning where it is too large. */
  private static Buffer read(Response response) throws IOException {
    Buffer answer = new Buffer();
    while (answer.size() <= BufferedResponse.LARGEST
        && response.body().source().read(answer, 8192) != -1) {
      // Until its end.
    }
    return answer;
  }

  private Duration attemptTimeout(Deadline deadline) {
    Duration left = deadline.left();
    @Nullable Duration own = settings.requestTimeout();
    Duration limit = own != null ? own : Duration.ofMillis(settings.client().callTimeoutMillis());
    // Zero is no limit to OkHttp, in its client's call timeout and in the timeout of a call.
    Duration least = limit.isZero() || left.compareTo(limit) < 0 ? left : limit;
    return least.compareTo(SHORTEST) < 0 ? SHORTEST : least;
  }
}
