package io.github.intercomobjects.canvas;

import static io.github.intercomobjects.canvas.Requests.SECRET;
import static io.github.intercomobjects.canvas.Requests.canvas;
import static io.github.intercomobjects.canvas.Requests.shown;
import static io.github.intercomobjects.canvas.Requests.submit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A card never waits longer than until the deadline, and shows whether its handler may still run.
 */
final class CanvasAppDeadlineTest {
  private static final String BUSY =
      "The app is busy, and nothing was done. Please try again in a moment.";
  private static final String LATE =
      "This takes longer than usual, and may still be done. Please check again in a moment.";

  private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();

  private CanvasApp.Builder builder() {
    return Requests.app().onError((request, error) -> errors.add(request.getKind() + ": " + error));
  }

  @Test
  void aHandlerThatRunsAtTheDeadlineRunsToItsEnd() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    List<Duration> waits = new ArrayList<>();
    try (CanvasApp app =
        CanvasApp.builder(SECRET)
            .onError(
                (request, error) -> {
                  errors.add(String.valueOf(error));
                  if (error instanceof IllegalStateException) {
                    ended.countDown();
                  }
                })
            .deadline(Duration.ofSeconds(2))
            .await(
                (done, time) -> {
                  waits.add(time);
                  started.await();
                  return false;
                })
            .inboxSubmit(
                "refund",
                request -> {
                  started.countDown();
                  released.await();
                  throw new IllegalStateException("after the deadline");
                })
            .build()) {
      assertThat(shown(submit(app, "refund"))).isEqualTo(LATE);
      assertThat(waits).containsExactly(Duration.ofSeconds(2));
      released.countDown();
      assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
    }
    assertThat(errors)
        .containsExactly(
            "java.util.concurrent.TimeoutException: the handler of INBOX_SUBMIT for the component"
                + " 'refund' still runs after PT2S",
            "java.lang.IllegalStateException: after the deadline");
  }

  @Test
  void aDeadlineOfAnyLengthIsKept() {
    try (CanvasApp app =
        CanvasApp.builder(SECRET)
            .deadline(Duration.ofSeconds(Long.MAX_VALUE))
            .inboxSubmit("a", request -> canvas("in time"))
            .build()) {
      assertThat(shown(submit(app, "a"))).isEqualTo("in time");
    }
  }

  @Test
  void theDeadlineIsThatOfTheClock() {
    CountDownLatch released = new CountDownLatch(1);
    try (CanvasApp app =
        CanvasApp.builder(SECRET)
            .onError((request, error) -> errors.add(error.getClass().getSimpleName()))
            .deadline(Duration.ofNanos(1))
            .inboxSubmit(
                "a",
                request -> {
                  released.await();
                  return canvas("x");
                })
            .build()) {
      assertThat(shown(submit(app, "a"))).isIn(LATE, BUSY);
      released.countDown();
      assertThat(errors).containsExactly("TimeoutException");
    }
  }

  @Test
  void aHandlerThatHasNotStartedAtTheDeadlineNeverStarts() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    ConcurrentLinkedQueue<String> called = new ConcurrentLinkedQueue<>();
    try (CanvasApp app =
        builder()
            .threads(1)
            .await(
                (done, time) -> {
                  started.await();
                  return false;
                })
            .inboxSubmit(
                "{id}",
                request -> {
                  called.add(request.getPart("id"));
                  started.countDown();
                  released.await();
                  return canvas("x");
                })
            .build()) {
      assertThat(shown(submit(app, "first"))).isEqualTo(LATE);
      assertThat(shown(submit(app, "second"))).isEqualTo(BUSY);
      released.countDown();
    }
    // The app is closed, so its thread has done what it would ever do.
    assertThat(called).containsExactly("first");
    assertThat(errors)
        .containsExactly(
            "INBOX_SUBMIT: java.util.concurrent.TimeoutException: the handler of INBOX_SUBMIT for"
                + " the component 'first' still runs after PT3S",
            "INBOX_SUBMIT: java.util.concurrent.TimeoutException: the handler of INBOX_SUBMIT for"
                + " the component 'second' found no idle thread within PT3S");
  }

  @Test
  void aResponseThatArrivesAtTheDeadlineIsSent() {
    try (CanvasApp app =
        builder()
            .await(
                (done, time) -> {
                  done.await();
                  return false;
                })
            .inboxSubmit("a", request -> canvas("just in time"))
            .build()) {
      assertThat(shown(submit(app, "a"))).isEqualTo("just in time");
      assertThat(errors).isEmpty();
    }
  }

  @Test
  void anInterruptedServerShowsThatTheHandlerMayStillRun() {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    try (CanvasApp app =
        builder()
            .await(
                (done, time) -> {
                  started.await();
                  throw new InterruptedException();
                })
            .inboxSubmit(
                "a",
                request -> {
                  started.countDown();
                  released.await();
                  return canvas("x");
                })
            .build()) {
      String shown = shown(submit(app, "a"));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(shown).isEqualTo(LATE);
      released.countDown();
    }
  }

  @Test
  void aClosedAppDoesNothing() {
    CanvasApp app = builder().inboxSubmit("a", request -> canvas("x")).build();
    app.close();
    assertThat(shown(submit(app, "a"))).isEqualTo(BUSY);
    assertThat(errors)
        .containsExactly("INBOX_SUBMIT: java.lang.IllegalStateException: the app is closed");
  }

  @Test
  void concurrentSubmitsGetTheirOwnResponses() throws Exception {
    int count = 16;
    CyclicBarrier all = new CyclicBarrier(count);
    ExecutorService server = Executors.newFixedThreadPool(count);
    try (CanvasApp app =
        builder()
            .threads(count)
            .inboxSubmit(
                "order:{id}",
                request -> {
                  all.await();
                  return canvas("order " + request.getPart("id"));
                })
            .build()) {
      List<Future<JsonNode>> responses = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String id = "order:" + i;
        responses.add(server.submit(() -> submit(app, id)));
      }
      for (int i = 0; i < count; i++) {
        assertThat(shown(responses.get(i).get())).isEqualTo("order " + i);
      }
      assertThat(errors).isEmpty();
    } finally {
      server.shutdownNow();
    }
  }
}
