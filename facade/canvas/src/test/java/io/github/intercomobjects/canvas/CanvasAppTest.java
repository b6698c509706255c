package io.github.intercomobjects.canvas;

import static io.github.intercomobjects.canvas.Requests.body;
import static io.github.intercomobjects.canvas.Requests.canvas;
import static io.github.intercomobjects.canvas.Requests.content;
import static io.github.intercomobjects.canvas.Requests.send;
import static io.github.intercomobjects.canvas.Requests.shown;
import static io.github.intercomobjects.canvas.Requests.signed;
import static io.github.intercomobjects.canvas.Requests.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.intercomobjects.canvas.CanvasRequest.Kind;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.ConfigureResponse;
import io.github.intercomobjects.canvas.model.SubmitResponse;
import io.github.intercomobjects.spec.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CanvasAppTest {
  @Test
  void anAppKeepsItsHandlersWhenItsBuilderGetsMore() {
    CanvasApp.Builder builder =
        Requests.app().onError((request, error) -> {}).inboxSubmit("a", request -> canvas("x"));
    try (CanvasApp app = builder.build()) {
      builder.inboxSubmit("b", request -> canvas("x")).live(request -> content("x"));
      assertThat(app).hasToString("CanvasApp{[INBOX_SUBMIT]}");
      assertThat(shown(submit(app, "b")))
          .isEqualTo("This is no longer available. Please open the card again.");
    }
  }

  @Test
  void theOrderOfTheCallsDoesNotMatter() {
    List<String> patterns = List.of("{x}ab{y}", "{x}ba{y}", "ab{x}", "{x}ab");
    for (int first = 0; first < patterns.size(); first++) {
      CanvasApp.Builder builder = Requests.app();
      for (int i = 0; i < patterns.size(); i++) {
        String pattern = patterns.get((first + i) % patterns.size());
        builder.inboxSubmit(pattern, request -> canvas(pattern));
      }
      try (CanvasApp app = builder.build()) {
        assertThat(shown(submit(app, "abab"))).isEqualTo("ab{x}");
        assertThat(shown(submit(app, "1ab1ab"))).isEqualTo("{x}ab");
        assertThat(shown(submit(app, "1abba2"))).isEqualTo("{x}ab{y}");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "more, more",
    "order:7, order 7",
    "order:, all order:",
    "order:7:refund, refund of 7",
    "order:7:8:refund, refund of 7:8",
    "x, all x"
  })
  void theMostPreciseHandlerIsUsed(String id, String shown) {
    try (CanvasApp app =
        Requests.app()
            .inboxSubmit("{id}", request -> canvas("all " + request.getPart("id")))
            .inboxSubmit("order:{id}", request -> canvas("order " + request.getPart("id")))
            .inboxSubmit("more", request -> canvas("more"))
            .inboxSubmit(
                "order:{id}:refund", request -> canvas("refund of " + request.getPart("id")))
            .build()) {
      assertThat(shown(submit(app, id))).isEqualTo(shown);
    }
  }

  @Test
  void aForgedRequestIsUnauthorizedAndHandledByNobody() {
    byte[] body = body("{'component_id':'order:7','note':'\\u003c'}");
    String text = new String(body, StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(body, body.length - 1);
    byte[] serializedAgain = body(text.replace("\\u003c", "<"));
    byte[] altered = body(text.replace("order:7", "order:8"));
    CanvasHandler<Canvas> handler =
        request -> {
          throw new AssertionError("called");
        };
    try (CanvasApp app = Requests.app().inboxSubmit("{id}", handler).build()) {
      for (byte[] received : List.of(cut, serializedAgain, altered)) {
        assertUnauthorized(app.handle(Kind.INBOX_SUBMIT, signed(body), received));
      }
      assertUnauthorized(app.handle(Kind.INBOX_SUBMIT, signed(body, "old-s3cr3t"), body));
      assertUnauthorized(app.handle(Kind.INBOX_SUBMIT, name -> null, body));
      assertUnauthorized(app.handle(Kind.INBOX_SUBMIT, name -> "no hex", body));
      assertUnauthorized(app.handle("/inbox/submit", name -> null, body("{")));
    }
  }

  private static void assertUnauthorized(CanvasResponse response) {
    assertThat(response.getStatus()).isEqualTo(401);
    assertThat(response.getBody()).isEmpty();
    assertThat(response).hasToString("CanvasResponse{401, 0 bytes}");
  }

  @Test
  void theOldSecretIsAcceptedWhileItIsReplaced() {
    byte[] body = body("{}");
    try (CanvasApp app =
        Requests.app("new-s3cr3t", "old-s3cr3t").inboxInitialize(request -> canvas("x")).build()) {
      for (String secret : List.of("new-s3cr3t", "old-s3cr3t")) {
        assertThat(app.handle(Kind.INBOX_INITIALIZE, signed(body, secret), body).getStatus())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void anUnknownPathIsNotFound() {
    byte[] body = body("{}");
    try (CanvasApp app = Requests.app().inboxInitialize(request -> canvas("x")).build()) {
      CanvasResponse response = app.handle("/inbox/initialize/", signed(body), body);
      assertThat(response.getStatus()).isEqualTo(404);
      assertThat(Requests.text(response))
          .isEqualTo("{\"error\":\"there is no handler at this path, but at /inbox/initialize\"}");
      response = app.handle("/inbox/submit", signed(body), body);
      assertThat(response.getStatus()).isEqualTo(404);
      assertThat(Requests.text(response))
          .isEqualTo("{\"error\":\"there is no handler of INBOX_SUBMIT: set it in the builder\"}");
      assertThat(app).hasToString("CanvasApp{[INBOX_INITIALIZE]}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '|',
      textBlock =
          """
          ||;       End of input
          {;        End of input
          null;     expected an object, but was null
          [];       Expected BEGIN_OBJECT but was BEGIN_ARRAY at path $
          {} x;     Use JsonReader.setLenient(true) to accept malformed JSON at path $
          """)
  void aBodyThatIsNoJsonObjectIsABadRequest(String json, String problem) throws Exception {
    byte[] body = body(json);
    try (CanvasApp app = Requests.app().inboxSubmit("{id}", request -> canvas("x")).build()) {
      CanvasResponse response = app.handle(Kind.INBOX_SUBMIT, signed(body), body);
      assertThat(response.getStatus()).isEqualTo(400);
      assertThat(JsonTrees.parse(Requests.text(response)).path("error").asText())
          .isEqualTo("the body is no JSON object: " + problem);
    }
  }

  @Test
  void aResponseCanInsertACardIntoTheReply() throws Exception {
    try (CanvasApp app =
        Requests.app()
            .inboxSubmitResponse(
                "insert",
                request ->
                    SubmitResponse.builder()
                        .canvas(canvas("inserted"))
                        .cardCreationOptions(Map.of("order", "A"))
                        .build())
            .build()) {
      assertThat(submit(app, "insert").path("card_creation_options"))
          .isEqualTo(JsonTrees.parse("{\"order\":\"A\"}"));
    }
  }

  @Test
  void theResultsOfAConfigurationEndIt() throws Exception {
    try (CanvasApp app =
        Requests.app()
            .configure(
                request ->
                    ConfigureResponse.builder()
                        .results(Map.of("title", String.valueOf(request.getInput("title"))))
                        .build())
            .build()) {
      assertThat(send(app, Kind.MESSENGER_CONFIGURE, "{'input_values':{'title':'Mine'}}"))
          .isEqualTo(JsonTrees.parse("{\"results\":{\"title\":\"Mine\"}}"));
    }
  }

  @Test
  void theBodyOfAResponseIsACopy() {
    byte[] body = body("{}");
    try (CanvasApp app = Requests.app().inboxInitialize(request -> canvas("x")).build()) {
      CanvasResponse response = app.handle(Kind.INBOX_INITIALIZE, signed(body), body);
      response.getBody()[0] = 0;
      assertThat(Requests.text(response)).startsWith("{\"canvas\":");
    }
  }

  @Test
  void aPatternHasOneHandler() {
    CanvasApp.Builder builder =
        Requests.app()
            .inboxInitialize(request -> canvas("x"))
            .inboxSubmit("order:{id}", request -> canvas("x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.inboxSubmit("order:{key}", request -> canvas("y")))
        .withMessage(
            "the component ids 'order:{id}' and 'order:{key}' of INBOX_SUBMIT match the same:"
                + " set one handler");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.inboxInitialize(request -> canvas("y")))
        .withMessage("there is already a handler of INBOX_INITIALIZE: set one");
  }

  @Test
  void settingsAreChecked() {
    CanvasApp.Builder builder = Requests.app();
    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessage("there is no handler: call inboxInitialize(..) or another");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.deadline(Duration.ZERO))
        .withMessage("the deadline PT0S is not positive: pass some seconds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.threads(0))
        .withMessage("0 threads cannot run a handler: pass at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(CanvasApp::builder)
        .withMessage(
            "there is no client secret: pass the one that the Developer Hub shows for the app");
  }
}
