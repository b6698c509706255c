package io.github.intercomobjects.canvas;

import static io.github.intercomobjects.canvas.Requests.SECRET;
import static io.github.intercomobjects.canvas.Requests.canvas;
import static io.github.intercomobjects.canvas.Requests.content;
import static io.github.intercomobjects.canvas.Requests.send;
import static io.github.intercomobjects.canvas.Requests.shown;
import static io.github.intercomobjects.canvas.Requests.submit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.canvas.CanvasRequest.Kind;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.ConfigureResponse;
import io.github.intercomobjects.canvas.model.SubmitResponse;
import io.github.intercomobjects.spec.JsonTrees;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens, the card says so, and the listener gets the cause. */
final class CanvasAppFailureTest {
  private static final String FAILED = "Something went wrong. Please try again later.";
  private static final String UNKNOWN = "This is no longer available. Please open the card again.";
  private static final String BUSY =
      "The app is busy, and nothing was done. Please try again in a moment.";
  private static final String LATE =
      "This takes longer than usual, and may still be done. Please check again in a moment.";

  private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();

  private CanvasApp.Builder builder() {
    return Requests.app().onError((request, error) -> errors.add(request.getKind() + ": " + error));
  }

  private static <R> CanvasHandler<R> failing() {
    return request -> {
      throw new IllegalStateException("password=secret");
    };
  }

  /** Returns what the compiler of a user without a checker of nullness would accept. */
  @SuppressWarnings("NullAway")
  private static Canvas nothing() {
    return null;
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionBecomesACardWithoutItsText(Kind kind) {
    try (CanvasApp app =
        builder()
            .inboxInitialize(failing())
            .inboxSubmit("a", failing())
            .messengerInitialize(failing())
            .messengerSubmit("a", failing())
            .configure(failing())
            .live(failing())
            .sheetSubmit(failing())
            .build()) {
      JsonNode response = send(app, kind, "{'component_id':'a'}");
      assertThat(shown(response)).isEqualTo(FAILED);
      assertThat(response.toString()).doesNotContain("password", "Exception");
      assertThat(errors)
          .containsExactly(kind + ": java.lang.IllegalStateException: password=secret");
    }
  }

  @Test
  void anErrorOfTheJvmBecomesACardAsWell() {
    try (CanvasApp app =
        builder()
            .inboxSubmit(
                "a",
                request -> {
                  throw new NoClassDefFoundError("shop/Orders");
                })
            .build()) {
      assertThat(shown(submit(app, "a"))).isEqualTo(FAILED);
      assertThat(errors)
          .containsExactly("INBOX_SUBMIT: java.lang.NoClassDefFoundError: shop/Orders");
    }
  }

  @Test
  void aCardInTheInboxThatFailedCanBeStartedAgain() throws Exception {
    try (CanvasApp app =
        builder()
            .inboxInitialize(
                request -> canvas(request.getKind() + " for " + request.getContactId()))
            .inboxSubmit("{id}", failing())
            .messengerSubmit("{id}", failing())
            .build()) {
      assertThat(submit(app, "a").at("/canvas/content/components"))
          .isEqualTo(
              JsonTrees.parse(
                  ("[{'type':'text','text':'"
                          + FAILED
                          + "','style':'error'},"
                          + "{'type':'button','id':'canvas-app:restart','label':'Start again',"
                          + "'style':'secondary','action':{'type':'submit'}}]")
                      .replace('\'', '"')));
      assertThat(
              shown(
                  send(
                      app,
                      Kind.INBOX_SUBMIT,
                      "{'component_id':'canvas-app:restart','customer':{'id':'7'}}")))
          .isEqualTo("INBOX_INITIALIZE for 7");
      assertThat(
              send(app, Kind.MESSENGER_SUBMIT, "{'component_id':'a'}")
                  .at("/canvas/content/components"))
          .hasSize(1);
    }
  }

  @Test
  void anUnknownComponentIsShownAndReported() {
    try (CanvasApp app = builder().inboxSubmit("order:{id}", request -> canvas("x")).build()) {
      assertThat(shown(submit(app, "refund"))).isEqualTo(UNKNOWN);
      assertThat(shown(send(app, Kind.INBOX_SUBMIT, "{'component_id':7}"))).isEqualTo(UNKNOWN);
      assertThat(errors)
          .containsExactly(
              "INBOX_SUBMIT: java.lang.IllegalStateException: there is no handler of INBOX_SUBMIT"
                  + " for the component 'refund': set one in the builder",
              "INBOX_SUBMIT: java.lang.IllegalStateException: there is no handler of INBOX_SUBMIT"
                  + " for the component 'null': set one in the builder");
    }
  }

  @Test
  void aCanvasWithAProblemIsNotSent() throws Exception {
    String large = "x".repeat(CanvasChecks.MAX_BYTES);
    Canvas sheet =
        Requests.read(
            "{'content':{'components':[{'type':'button','id':'b','label':'B',"
                + "'action':{'type':'sheet','url':'https://a.example'}}]}}");
    try (CanvasApp app =
        builder()
            .inboxInitialize(request -> sheet)
            .inboxSubmit("large", request -> canvas(large))
            .inboxSubmit("null", request -> nothing())
            .messengerSubmitResponse(
                "options",
                request ->
                    SubmitResponse.builder()
                        .canvas(canvas("x"))
                        .cardCreationOptions(Map.of())
                        .build())
            .configure(
                request ->
                    ConfigureResponse.builder().canvas(canvas("x")).results(Map.of()).build())
            .live(request -> content(large))
            .build()) {
      assertThat(shown(send(app, Kind.INBOX_INITIALIZE, "{}"))).isEqualTo(FAILED);
      assertThat(shown(submit(app, "large"))).isEqualTo(FAILED);
      assertThat(shown(submit(app, "null"))).isEqualTo(FAILED);
      assertThat(shown(send(app, Kind.MESSENGER_SUBMIT, "{'component_id':'options'}")))
          .isEqualTo(FAILED);
      assertThat(shown(send(app, Kind.MESSENGER_CONFIGURE, "{}"))).isEqualTo(FAILED);
      assertThat(shown(send(app, Kind.MESSENGER_LIVE, "{}"))).isEqualTo(FAILED);
    }
    String problem = ": java.lang.IllegalArgumentException: ";
    String size =
        "the content of the canvas has 65578 bytes, more than 65536:"
            + " show fewer components, and a button for the others";
    assertThat(errors)
        .containsExactly(
            "INBOX_INITIALIZE"
                + problem
                + "the button 'b' opens a sheet, which only the Messenger supports:"
                + " use a submit or a url action",
            "INBOX_SUBMIT" + problem + size,
            "INBOX_SUBMIT: java.lang.IllegalStateException: the handler of INBOX_SUBMIT returned"
                + " null: return a canvas",
            "MESSENGER_SUBMIT"
                + problem
                + "the response to MESSENGER_SUBMIT has card_creation_options:"
                + " only the Inbox supports them",
            "MESSENGER_CONFIGURE"
                + problem
                + "the response to MESSENGER_CONFIGURE has both or neither of canvas and results:"
                + " set one",
            "MESSENGER_LIVE" + problem + size);
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
  void aFailureThatNobodyHandlesIsThatOfTheThread() {
    Thread thread = Thread.currentThread();
    Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler(
        (of, error) -> errors.add(error + " after " + List.of(error.getSuppressed())));
    // The component is unknown, so no thread of the app takes part.
    try (CanvasApp silent =
            CanvasApp.builder(SECRET).inboxSubmit("a", request -> canvas("x")).build();
        CanvasApp broken =
            CanvasApp.builder(SECRET)
                .onError(
                    (request, error) -> {
                      throw new IllegalStateException("password=secret");
                    })
                .inboxSubmit("a", request -> canvas("x"))
                .build()) {
      assertThat(shown(submit(silent, "b"))).isEqualTo(UNKNOWN);
      assertThat(shown(submit(broken, "b"))).isEqualTo(UNKNOWN);
    } finally {
      thread.setUncaughtExceptionHandler(before);
    }
    String unknown =
        "java.lang.IllegalStateException: there is no handler of INBOX_SUBMIT for the component"
            + " 'b': set one in the builder";
    assertThat(errors)
        .containsExactly(
            unknown + " after []",
            "java.lang.IllegalStateException: password=secret after [" + unknown + "]");
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
