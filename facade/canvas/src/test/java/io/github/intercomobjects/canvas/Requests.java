package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.Component;
import io.github.intercomobjects.canvas.model.Content;
import io.github.intercomobjects.canvas.model.TextComponent;
import io.github.intercomobjects.spec.Description;
import io.github.intercomobjects.spec.Example;
import io.github.intercomobjects.spec.JsonTrees;
import io.github.intercomobjects.spec.SpecRoot;
import io.github.intercomobjects.spec.SpecValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Signed requests for cards, and the canvases of responses. */
final class Requests {
  static final String SECRET = "s3cr3t";
  private static final Description OURS = Description.ours(SpecRoot.CANVAS);

  private Requests() {}

  /** Returns a builder of an app that waits for handlers nearly as long as they take. */
  static CanvasApp.Builder app(String... secrets) {
    return CanvasApp.builder(secrets.length == 0 ? new String[] {SECRET} : secrets)
        .await((done, time) -> done.await(1, TimeUnit.MINUTES));
  }

  /** Returns the examples of the bodies of a kind of request. */
  static List<Example> examples(CanvasRequest.Kind kind) {
    return OURS.examples("POST " + kind.getPath()).stream()
        .filter(example -> example.status() == 0)
        .toList();
  }

  /** Returns bytes of JSON in which apostrophes are quotation marks. */
  static byte[] body(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the headers of a request that Intercom has signed. */
  static Function<String, @Nullable String> signed(byte[] body) {
    return signed(body, SECRET);
  }

  static Function<String, @Nullable String> signed(byte[] body, String secret) {
    Signatures signatures = Signatures.canvas(secret);
    return name -> name.equals("X-Body-Signature") ? signatures.sign(body) : null;
  }

  /** Sends a signed request, whose response is valid by our description, and returns its JSON. */
  static JsonNode send(CanvasApp app, CanvasRequest.Kind kind, String json) {
    byte[] body = body(json);
    CanvasResponse response = app.handle(kind.getPath(), signed(body), body);
    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getContentType()).isEqualTo("application/json");
    String text = text(response);
    assertThat(
            SpecValidator.get(SpecRoot.CANVAS).validateResponse("POST", kind.getPath(), 200, text))
        .isEmpty();
    try {
      return JsonTrees.parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode submit(CanvasApp app, String componentId) {
    return send(
        app, CanvasRequest.Kind.INBOX_SUBMIT, "{'component_id':'%s'}".formatted(componentId));
  }

  static String text(CanvasResponse response) {
    return new String(response.getBody(), StandardCharsets.UTF_8);
  }

  /** Returns the text of the first component of a response. */
  static String shown(JsonNode response) {
    return response.findPath("components").path(0).path("text").asText();
  }

  static Content content(String text) {
    return Content.builder()
        .components(List.of(Component.of(TextComponent.builder().text(text).build())))
        .build();
  }

  static Canvas canvas(String text) {
    return Canvas.builder().content(content(text)).build();
  }

  static Canvas read(String json) throws IOException {
    return new Moshi.Builder().build().adapter(Canvas.class).fromJson(json.replace('\'', '"'));
  }
}
