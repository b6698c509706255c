package io.github.intercomobjects;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Sends one attempt of a call, and reads its answer to the end. */
final class Sender {
  /** Far beyond a page of instances or a conversation with all its parts. */
  private static final long LARGEST_ANSWER = 64L << 20;

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final Settings settings;
  private final Request request;
  private final CallState state;

  Sender(Settings settings, Request request, CallState state) {
    this.settings = settings;
    this.request = request;
    this.state = state;
  }

  Call newCall(String token, Deadline deadline) {
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
   * Sends the attempt, and reads its answer.
   *
   * @throws DecodingException if the answer is a success too large to read, or of too many values
   */
  Answer send(String token, Call call) throws IOException {
    state.beginAttempt(token);
    long start = settings.timing().nanoTime();
    Integer status = null;
    try (Response response = call.execute()) {
      // Read to the end here, so that a body cut short is a failure of this attempt.
      Buffer body = read(response);
      status = response.code();
      if (body == null) {
        throw Calls.unreadable(state, "is larger than " + (LARGEST_ANSWER >> 20) + " MiB", null);
      }
      if (response.isSuccessful()
          && JsonSize.isTooLarge(body)
          && state.operation().readsResponseAsJson()) {
        throw Calls.unreadable(
            state,
            String.format(Locale.ROOT, "holds more than %,d values of JSON", JsonSize.MOST_VALUES),
            null);
      }
      return new Answer(request, response, body);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Interceptors may be written in Kotlin, from which checked exceptions escape undeclared.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IOException(Described.failure(e), e);
    } finally {
      Duration took = Duration.ofNanos(settings.timing().nanoTime() - start);
      state.took(took);
      settings.notifier().attempt(state, settings.version(), status, took);
    }
  }

  /** The body; null where it is that of a success and too large. */
  private static @Nullable Buffer read(Response response) throws IOException {
    Buffer answer = new Buffer();
    while (response.body().source().read(answer, 8192) != -1) {
      if (answer.size() > LARGEST_ANSWER) {
        // Of a failure the status is enough.
        return response.isSuccessful() ? null : new Buffer();
      }
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
