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

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.canvas.CanvasRequest.Kind;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.CanvasEvent;
import io.github.intercomobjects.canvas.model.ConfigureResponse;
import io.github.intercomobjects.canvas.model.SubmitResponse;
import io.github.intercomobjects.spec.Example;
import io.github.intercomobjects.spec.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CanvasAppTest {
  /** Returns an app whose cards show what a handler sees of a request. */
  private static CanvasApp echo() {
    CanvasHandler<SubmitResponse> complete =
        request ->
            SubmitResponse.builder()
                .canvas(canvas(describe(request)))
                .event(CanvasEvent.builder().build())
                .build();
    return Requests.app()
        .inboxInitialize(request -> canvas(describe(request)))
        .inboxSubmit("{all}", request -> canvas(describe(request)))
        .messengerInitialize(request -> canvas(describe(request)))
        .messengerSubmitResponse("{all}", complete)
        .configure(request -> ConfigureResponse.builder().canvas(canvas(describe(request))).build())
        .live(request -> content(describe(request)))
        .sheetSubmit(complete)
        .build();
  }

  private static String describe(CanvasRequest request) {
    return String.join(
        " | ",
        request.getWorkspaceId() + "/" + request.getWorkspaceRegion(),
        "admin " + (request.getAdmin() == null ? null : request.getAdmin().getId()),
        "contact " + request.getContactId(),
        "conversation " + request.getConversationId(),
        "component " + request.getComponentId(),
        request.getStoredData() + "",
        request.getInputValues() + "",
        request.getCardCreationOptions() + "",
        request.getContext() == null ? "" : request.getContext().getLocale() + "");
  }

  static Stream<Arguments> examples() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Requests.examples(kind).stream()
                    .map(example -> Arguments.of(kind, Named.of(example.title(), example))));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("examples")
  void everyExampleOfARequestIsHandled(Kind kind, Example example) {
    try (CanvasApp app = echo()) {
      JsonNode response = send(app, kind, example.body().toString());
      String contact =
          kind == Kind.SHEET_SUBMIT || kind == Kind.MESSENGER_SUBMIT ? "user" : "contact";
      JsonNode body = example.body();
      assertThat(shown(response))
          .startsWith(body.path("workspace_id").asText() + "/")
          .contains(
              "admin " + text(body.path("admin").path("id")),
              "contact "
                  + text(
                      body.has("customer")
                          ? body.at("/customer/id")
                          : body.at("/" + contact + "/id")),
              "component " + text(body.path("component_id")));
    }
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "null" : node.asText();
  }

  @ParameterizedTest
  @EnumSource
  void everyKindHasExamplesAtItsPath(Kind kind) {
    assertThat(Requests.examples(kind)).isNotEmpty();
  }

  @Test
  void aHandlerGetsTheValuesOfARequest() {
    Example example =
        Requests.examples(Kind.INBOX_SUBMIT).stream()
            .filter(one -> one.name().equals("wrappedCanvas"))
            .findFirst()
            .orElseThrow();
    try (CanvasApp app =
        Requests.app()
            .inboxSubmit(
                "refund",
                request ->
                    canvas(
                        List.of(
                                String.valueOf(request.getInput("note")),
                                String.valueOf(request.getInput("notices")),
                                request.getSelected("notices"),
                                request.getSelected("note"),
                                request.getStoredData(),
                                String.valueOf(request.getConversationId()),
                                request)
                            .toString()))
            .build()) {
      assertThat(shown(send(app, Kind.INBOX_SUBMIT, example.body().toString())))
          .isEqualTo(
              "[Ring twice, null, [email, sms], [], {key=0b6f5c1e}, 215470001,"
                  + " CanvasRequest{INBOX_SUBMIT, component refund, workspace lk7xq2pd}]");
    }
  }

  @Test
  void aHandlerGetsWhatBelongsToTheMessenger() {
    try (CanvasApp app = echo()) {
      assertThat(
              shown(
                  send(
                      app,
                      Kind.MESSENGER_INITIALIZE,
                      "{'workspace_id':'w','context':{'conversation_id':1295,'locale':'en'},"
                          + "'card_creation_options':{'order':'A'}}")))
          .isEqualTo(
              "w/null | admin null | contact null | conversation 1295 | component null | {} | {}"
                  + " | {order=A} | en");
      assertThat(shown(send(app, Kind.SHEET_SUBMIT, "{'sheet_values':{'city':'Utrecht'}}")))
          .contains("{city=Utrecht}");
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
    try (CanvasApp app = echo()) {
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

  @ParameterizedTest
  @ValueSource(strings = {"name", ""})
  void aPartIsOneOfThePattern(String name) {
    try (CanvasApp app =
        Requests.app()
            .inboxSubmit(
                "order:{id}",
                request -> {
                  assertThatIllegalArgumentException()
                      .isThrownBy(() -> request.getPart(name))
                      .withMessage(
                          "the handler has no part '%s', but [id]: use one of its pattern", name);
                  return canvas("checked");
                })
            .build()) {
      assertThat(shown(submit(app, "order:1"))).isEqualTo("checked");
    }
  }
}
