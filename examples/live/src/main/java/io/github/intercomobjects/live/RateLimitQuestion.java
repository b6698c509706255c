package io.github.intercomobjects.live;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The question about the response to a call over the rate limit. It uses up the limit of the
 * workspace, which others notice, so it is asked only on request.
 */
final class RateLimitQuestion {
  private static final int MAX_CALLS = 5_000;

  /** Enough for 1,667 calls in 10 seconds, the limit of a private app, if a call takes 300 ms. */
  private static final int THREADS = 64;

  private static final List<String> HEADERS =
      List.of("Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");

  private static final Question QUESTION =
      new Question(
          "The response over the rate limit",
          "GET /me until the status is 429, at most " + MAX_CALLS + " times",
          RateLimitQuestion::ask,
          "RateWindow of the sandbox; RateLimiter and Backoff, which read the headers");

  private RateLimitQuestion() {}

  static Question get() {
    return QUESTION;
  }

  private static String ask(Session session) {
    Target target = session.target();
    Request request = target.request(target.url("me").build());
    AtomicReference<@Nullable String> seen = new AtomicReference<>();
    AtomicInteger sent = new AtomicInteger();
    // Not through the recorder, which would keep thousands of exchanges.
    OkHttpClient.Builder plain = target.http().newBuilder();
    plain.interceptors().clear();
    OkHttpClient http = plain.build();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<Boolean>> running = new ArrayList<>();
    try {
      for (int i = 0; i < THREADS; i++) {
        running.add(
            threads.submit(
                () -> {
                  while (seen.get() == null
                      && !target.isStopped()
                      && sent.incrementAndGet() <= MAX_CALLS) {
                    try (Response response = http.newCall(request).execute()) {
                      if (response.code() == 429) {
                        describe(session, request, response, seen);
                      }
                    }
                  }
                  return true;
                }));
      }
      for (Future<Boolean> one : running) {
        boolean unused = one.get();
      }
    } catch (ExecutionException e) {
      throw new NotAskedException("a call failed without a response");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    } finally {
      threads.shutdownNow();
    }
    String text = seen.get();
    if (text == null && target.isStopped()) {
      throw new StoppedException();
    }
    if (text == null) {
      throw new NotAskedException("%d calls did not reach the limit".formatted(MAX_CALLS));
    }
    return text;
  }

  private static void describe(
      Session session, Request request, Response response, AtomicReference<@Nullable String> seen)
      throws IOException {
    Recorder recorder = session.target().recorder();
    Exchange exchange = recorder.exchange(request, response);
    Lines lines = new Lines().add("status and body", session.shape().of(exchange));
    HEADERS.forEach(name -> lines.add(name, response.header(name) == null ? "absent" : "present"));
    if (seen.compareAndSet(null, lines.toString())) {
      recorder.add(exchange);
    }
  }
}
