package io.github.intercomobjects.card;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.canvas.CanvasResponse;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.spec.SpecRoot;
import io.github.intercomobjects.spec.SpecValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A card on the shop in a sandbox, and the requests of Intercom for it. Each request and response
 * is compared with the description.
 */
final class CardScene implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-29T20:15:00Z");
  static final String SECRET = "s3cr3t";
  static final JsonMapper JSON = new JsonMapper();

  /** Longer than any test runs, so that a slow machine changes nothing. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The time of the card, which does not pass by itself. */
  volatile Instant now = NOW;

  final DemoShop shop = new DemoShop(NOW);
  final Sandbox sandbox =
      Sandbox.builder().workspace(shop.workspace()).clock(Clock.fixed(NOW, ZoneOffset.UTC)).start();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();
  final Intercom seed;
  final Card card;
  private final Intercom base;
  private final long seeded;

  CardScene() {
    this(Map.of(Credentials.SECRET, SECRET), builder -> builder);
  }

  CardScene(Map<String, String> secrets, UnaryOperator<Intercom.Builder> change) {
    Intercom.Builder plain = Intercom.builder().baseUrl(sandbox.getBaseUrl());
    seed = plain.accessToken(sandbox.getToken()).build();
    shop.fill(seed);
    seeded = sandbox.getCallCount();
    Map<String, String> environment = new HashMap<>(secrets);
    environment.putIfAbsent(Credentials.TOKEN, sandbox.getToken());
    base =
        change
            .apply(
                Card.patient(Intercom.builder().baseUrl(sandbox.getBaseUrl()), PATIENCE)
                    .accessToken("none"))
            .build();
    InstantSource source = () -> now;
    card =
        new Card(
            new Credentials(environment),
            base,
            PATIENCE,
            "https://shop.example/admin/orders/",
            source.withZone(ZoneOffset.UTC),
            (request, error) -> failures.add(error));
  }

  /** Returns a request of the Inbox. */
  ObjectNode inbox(String contactId) {
    ObjectNode request = JSON.createObjectNode().put("workspace_id", "sandbox");
    request.put("workspace_region", "US");
    request.putObject("admin").put("type", "admin").put("id", "127").put("name", "Hana Okafor");
    request.putObject("conversation").put("type", "conversation").put("id", "215470001");
    request.putObject("contact").put("type", "contact").put("id", contactId);
    return request;
  }

  String id(String contact) {
    return shop.contact(contact).getId();
  }

  /** Returns the first canvas beside a conversation with a contact. */
  Shown open(String contact) {
    return shown("/inbox/initialize", inbox(id(contact)));
  }

  Shown shown(String path, ObjectNode request) {
    String json = request.toString();
    assertThat(SpecValidator.get(SpecRoot.CANVAS).validateRequest("POST", path, json)).isEmpty();
    CanvasResponse response = send(path, SECRET, json);
    assertThat(response.getStatus()).isEqualTo(200);
    String body = new String(response.getBody(), StandardCharsets.UTF_8);
    assertThat(SpecValidator.get(SpecRoot.CANVAS).validateResponse("POST", path, 200, body))
        .isEmpty();
    return new Shown(this, request, parse(body).path("canvas"));
  }

  CanvasResponse send(String path, String secret, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String signature = Signatures.canvas(secret).sign(body);
    return card.handle(path, name -> name.equals("X-Body-Signature") ? signature : null, body);
  }

  static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the calls of the card so far, without those that stored the shop. */
  List<RecordedCall> calls() {
    List<RecordedCall> calls = sandbox.getCalls();
    return calls.subList((int) seeded, calls.size());
  }

  /** Returns the changes of orders. */
  List<RecordedCall> changes() {
    return calls().stream().filter(call -> call.getMethod().equals("POST")).toList();
  }

  StoredInstance order(String number) {
    return shop.workspace().findInstance("Order", number).orElseThrow();
  }

  @Nullable Object attribute(String number, String attribute) {
    return order(number).getAttributes().get(attribute);
  }

  @Override
  public void close() {
    card.close();
    base.close();
    seed.close();
    sandbox.close();
  }

  /** A canvas, and the request that led to it. */
  record Shown(CardScene scene, ObjectNode request, JsonNode canvas) {
    /** Returns what a person reads and clicks, a line for each component or item. */
    List<String> lines() {
      return canvas.at("/content/components").findParents("type").stream()
          .filter(node -> !List.of("submit", "url", "list", "data-table").contains(type(node)))
          .map(Shown::line)
          .toList();
    }

    private static String type(JsonNode node) {
      return node.path("type").asText();
    }

    private static String line(JsonNode node) {
      return switch (type(node)) {
        case "text" -> node.path("text").asText();
        case "button" -> "[" + node.path("label").asText() + "]";
        case "field-value" -> node.path("field").asText() + ": " + node.path("value").asText();
        case "item" ->
            String.join(
                " | ",
                node.path("title").asText(),
                node.path("subtitle").asText(),
                node.path("tertiary_text").asText());
        default -> node.toString();
      };
    }

    /** Returns the button or item with a label. */
    JsonNode labelled(String label) {
      return canvas.findParents("id").stream()
          .filter(
              node ->
                  label.equals(node.path("label").asText(null))
                      || label.equals(node.path("title").asText(null)))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + label + " among " + lines()));
    }

    Shown click(String label) {
      return submit(labelled(label).path("id").asText());
    }

    Shown submit(String componentId) {
      boolean inbox = request.has("admin");
      return scene.shown(inbox ? "/inbox/submit" : "/messenger/submit", requestOf(componentId));
    }

    ObjectNode requestOf(String componentId) {
      ObjectNode submit = request.deepCopy().put("component_id", componentId);
      submit.set("current_canvas", canvas);
      submit.putObject("input_values");
      return submit;
    }
  }
}
