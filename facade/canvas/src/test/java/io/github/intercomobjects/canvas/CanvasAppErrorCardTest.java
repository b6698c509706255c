package io.github.intercomobjects.canvas;

import static io.github.intercomobjects.canvas.Requests.canvas;
import static io.github.intercomobjects.canvas.Requests.send;
import static io.github.intercomobjects.canvas.Requests.shown;
import static io.github.intercomobjects.canvas.Requests.submit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.intercomobjects.canvas.CanvasRequest.Kind;
import io.github.intercomobjects.spec.JsonTrees;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A card of an error loses nothing with which an action is done once, and can be left. */
final class CanvasAppErrorCardTest {
  private static final String FAILED = "Something went wrong. Please try again later.";

  private static CanvasApp.Builder builder() {
    return Requests.app().onError((request, error) -> {});
  }

  private static <R> CanvasHandler<R> failing() {
    return request -> {
      throw new IllegalStateException("x");
    };
  }

  private static JsonNode components(JsonNode response) {
    return response.at("/canvas/content/components");
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
      assertThat(components(submit(app, "a")))
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
      assertThat(components(send(app, Kind.MESSENGER_SUBMIT, "{'component_id':'a'}"))).hasSize(1);
    }
  }

  @Test
  void onlyAnAppWithBothHandlersOfTheInboxCanStartAgain() {
    try (CanvasApp submits = builder().inboxSubmit("{id}", failing()).build();
        CanvasApp initializes = builder().inboxInitialize(failing()).build()) {
      assertThat(components(submit(submits, "canvas-app:restart"))).hasSize(1);
      assertThat(components(send(initializes, Kind.INBOX_INITIALIZE, "{}"))).hasSize(1);
    }
  }

  @Test
  void anErrorCardKeepsTheStoredData() throws Exception {
    String body = "{'component_id':'a','current_canvas':{'stored_data':{'key':'0b6f','n':2.50}}}";
    try (CanvasApp app =
        builder()
            .inboxInitialize(failing())
            .inboxSubmit("a", failing())
            .messengerSubmit("a", failing())
            .configure(failing())
            .sheetSubmit(failing())
            .build()) {
      for (Kind kind :
          List.of(
              Kind.INBOX_SUBMIT,
              Kind.MESSENGER_SUBMIT,
              Kind.MESSENGER_CONFIGURE,
              Kind.SHEET_SUBMIT)) {
        assertThat(send(app, kind, body).at("/canvas/stored_data"))
            .as("%s", kind)
            .isEqualTo(JsonTrees.parse("{\"key\":\"0b6f\",\"n\":2.50}"));
      }
      assertThat(send(app, Kind.INBOX_SUBMIT, body.replace("'a'", "'canvas-app:restart'")))
          .as("the handler of the first canvas fails as well")
          .isEqualTo(send(app, Kind.INBOX_SUBMIT, body));
      assertThat(submit(app, "a").at("/canvas").has("stored_data")).isFalse();
    }
  }

  @Test
  void aCardThatStartsAgainFindsTheStoredData() {
    try (CanvasApp app =
        builder()
            .inboxInitialize(
                request ->
                    canvas(
                        String.join(
                            " | ",
                            request + "",
                            request.getWorkspaceRegion() + "",
                            Objects.requireNonNull(request.getAdmin()).getId() + "",
                            request.getContactId() + "",
                            request.getConversationId() + "",
                            request.getStoredData() + "",
                            request.getInputValues() + "")))
            .inboxSubmit("a", failing())
            .build()) {
      assertThat(
              shown(
                  send(
                      app,
                      Kind.INBOX_SUBMIT,
                      "{'workspace_id':'w','workspace_region':'EU','admin':{'id':'1'},"
                          + "'contact':{'id':'2'},'conversation':{'id':'3'},"
                          + "'component_id':'canvas-app:restart','input_values':{'a':'b'},"
                          + "'current_canvas':{'stored_data':{'key':'0b6f'}}}")))
          .isEqualTo(
              "CanvasRequest{INBOX_INITIALIZE, component null, workspace w} | EU | 1 | 2 | 3"
                  + " | {key=0b6f} | {}");
    }
  }

  @Test
  void storedDataThatAreTooLargeForACardAreDropped() {
    String value = "x".repeat(CanvasChecks.MAX_BYTES - "{'k':''}".length());
    String body = "{'component_id':'a','current_canvas':{'stored_data':{'k':'%s'}}}";
    try (CanvasApp app = builder().inboxSubmit("a", failing()).build()) {
      assertThat(
              send(app, Kind.INBOX_SUBMIT, body.formatted(value))
                  .at("/canvas/stored_data/k")
                  .asText())
          .isEqualTo(value);
      JsonNode tooLarge = send(app, Kind.INBOX_SUBMIT, body.formatted(value + "x"));
      assertThat(shown(tooLarge)).isEqualTo(FAILED);
      assertThat(tooLarge.at("/canvas").has("stored_data")).isFalse();
    }
  }
}
