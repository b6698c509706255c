package io.github.intercomobjects.canvas;

import static io.github.intercomobjects.canvas.Requests.body;
import static io.github.intercomobjects.canvas.Requests.canvas;
import static io.github.intercomobjects.canvas.Requests.content;
import static io.github.intercomobjects.canvas.Requests.send;
import static io.github.intercomobjects.canvas.Requests.shown;
import static io.github.intercomobjects.canvas.Requests.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.canvas.CanvasRequest.Kind;
import io.github.intercomobjects.canvas.model.CanvasEvent;
import io.github.intercomobjects.canvas.model.ConfigureResponse;
import io.github.intercomobjects.canvas.model.SubmitResponse;
import io.github.intercomobjects.spec.Example;
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

/** A handler sees what a request of its kind has. */
final class CanvasRequestTest {
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
        (request.getContext() == null ? null : request.getContext().getLocale()) + "");
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
          .startsWith(body.path(body.has("app_id") ? "app_id" : "workspace_id").asText() + "/")
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

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          INBOX_INITIALIZE;     1;    2;    4; null; {};             {};        {};       null
          INBOX_SUBMIT;         1;    2;    4; c;    {page=current}; {a=typed}; {};       null
          MESSENGER_INITIALIZE; null; null; 5; null; {};             {};        {b=made}; nl
          MESSENGER_SUBMIT;     null; 3;    5; c;    {page=current}; {a=typed}; {};       nl
          MESSENGER_CONFIGURE;  1;    null; 5; c;    {page=current}; {a=typed}; {};       nl
          MESSENGER_LIVE;       null; 2;    5; null; {page=live};    {};        {};       nl
          SHEET_SUBMIT;         null; 3;    5; null; {page=current}; {a=drawn}; {};       nl
          """)
  void aHandlerSeesWhatBelongsToTheKindOfItsRequest(
      Kind kind,
      String admin,
      String contact,
      String conversation,
      String component,
      String storedData,
      String inputValues,
      String options,
      String locale) {
    String everything =
        "{'workspace_id':'w','workspace_region':'EU','component_id':'c','admin':{'id':'1'},"
            + "'contact':{'id':'2'},'user':{'id':'3'},'conversation':{'id':'4'},"
            + "'context':{'conversation_id':5,'locale':'nl'},"
            + "'current_canvas':{'stored_data':{'page':'current'}},"
            + "'canvas':{'stored_data':{'page':'live'}},'input_values':{'a':'typed'},"
            + "'sheet_values':{'a':'drawn'},'card_creation_options':{'b':'made'}}";
    try (CanvasApp app = echo()) {
      assertThat(shown(send(app, kind, everything)))
          .isEqualTo(
              "w/EU | admin %s | contact %s | conversation %s | component %s | %s | %s | %s | %s",
              admin, contact, conversation, component, storedData, inputValues, options, locale);
    }
  }

  @Test
  void theValuesOfARequestCannotBeModified() {
    try (CanvasApp app =
        Requests.app()
            .inboxSubmit(
                "a",
                request -> {
                  for (Map<String, ?> values :
                      List.of(
                          request.getStoredData(),
                          request.getInputValues(),
                          request.getCardCreationOptions())) {
                    assertThatThrownBy(values::clear)
                        .isInstanceOf(UnsupportedOperationException.class);
                  }
                  return canvas("checked");
                })
            .build()) {
      String body =
          "{'component_id':'a','input_values':{'b':'c'},"
              + "'current_canvas':{'stored_data':{'page':1}}}";
      assertThat(shown(send(app, Kind.INBOX_SUBMIT, body))).isEqualTo("checked");
    }
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
