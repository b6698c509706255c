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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens, the card says so, and the listener gets the cause. */
final class CanvasAppFailureTest {
  private static final String FAILED = "Something went wrong. Please try again later.";
  private static final String UNKNOWN = "This is no longer available. Please open the card again.";

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
  void anIdOfMoreThanAThousandCharactersIsUnknownAndShortenedInMessages() {
    ConcurrentLinkedQueue<CanvasRequest> requests = new ConcurrentLinkedQueue<>();
    try (CanvasApp app =
        builder()
            .onError(
                (request, error) -> {
                  requests.add(request);
                  errors.add(String.valueOf(error.getMessage()));
                })
            .inboxSubmit("order:{id}", request -> canvas(request.getPart("id")))
            .build()) {
      String longest = "x".repeat(994);
      assertThat(shown(submit(app, "order:" + longest))).isEqualTo(longest);
      assertThat(shown(submit(app, "order:" + longest + "x"))).isEqualTo(UNKNOWN);
    }
    String shortened = "order:" + "x".repeat(494) + "…";
    assertThat(errors)
        .containsExactly(
            "there is no handler of INBOX_SUBMIT for the component '%s': set one in the builder"
                .formatted(shortened));
    assertThat(requests)
        .singleElement()
        .hasToString("CanvasRequest{INBOX_SUBMIT, component %s, workspace null}", shortened);
  }

  @Test
  void anIdCannotForgeALineOfALog() {
    try (CanvasApp app =
        builder()
            .onError((request, error) -> errors.add(request + ": " + error.getMessage()))
            .messengerSubmit("a", request -> canvas("x"))
            .build()) {
      send(app, Kind.MESSENGER_SUBMIT, "{'component_id':'b\\n2026 \\u001b[2J','app_id':'w\\n'}");
    }
    assertThat(errors)
        .containsExactly(
            "CanvasRequest{MESSENGER_SUBMIT, component b 2026  [2J, workspace w }: there is no"
                + " handler of MESSENGER_SUBMIT for the component 'b 2026  [2J': set one in the"
                + " builder");
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
            .inboxSubmitResponse(
                "response", request -> SubmitResponse.builder().canvas(canvas(large)).build())
            .sheetSubmit(request -> SubmitResponse.builder().canvas(canvas(large)).build())
            .messengerSubmitResponse(
                "options",
                request ->
                    SubmitResponse.builder()
                        .canvas(canvas("x"))
                        .cardCreationOptions(Map.of())
                        .build())
            .configure(
                request ->
                    request.getComponentId() == null
                        ? ConfigureResponse.builder().canvas(canvas(large)).build()
                        : ConfigureResponse.builder().canvas(canvas("x")).results(Map.of()).build())
            .live(request -> content(large))
            .build()) {
      assertThat(shown(send(app, Kind.INBOX_INITIALIZE, "{}"))).isEqualTo(FAILED);
      assertThat(shown(submit(app, "large"))).isEqualTo(FAILED);
      assertThat(shown(submit(app, "null"))).isEqualTo(FAILED);
      assertThat(shown(send(app, Kind.MESSENGER_SUBMIT, "{'component_id':'options'}")))
          .isEqualTo(FAILED);
      assertThat(shown(submit(app, "response"))).isEqualTo(FAILED);
      assertThat(shown(send(app, Kind.SHEET_SUBMIT, "{}"))).isEqualTo(FAILED);
      assertThat(shown(send(app, Kind.MESSENGER_CONFIGURE, "{'component_id':'a'}")))
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
            "INBOX_SUBMIT" + problem + size,
            "SHEET_SUBMIT" + problem + size,
            "MESSENGER_CONFIGURE"
                + problem
                + "the response to MESSENGER_CONFIGURE has both or neither of canvas and results:"
                + " set one",
            "MESSENGER_CONFIGURE" + problem + size,
            "MESSENGER_LIVE" + problem + size);
  }

  @Test
  void aHandlerOfUncaughtExceptionsThatFailsIsIgnored() {
    try (CanvasApp app =
        CanvasApp.builder(SECRET)
            .await((done, time) -> done.await(1, TimeUnit.MINUTES))
            .inboxSubmit(
                "a",
                request -> {
                  Thread.currentThread()
                      .setUncaughtExceptionHandler(
                          (thread, error) -> {
                            throw new IllegalStateException("cannot print");
                          });
                  throw new IllegalStateException("password=secret");
                })
            .build()) {
      assertThat(shown(submit(app, "a"))).isEqualTo(FAILED);
    }
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
}
