package io.github.intercomobjects.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.canvas.CanvasRequest;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.card.HttpServer.Incoming;
import io.github.intercomobjects.card.HttpServer.Outgoing;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server of the previewer, on the loopback address: it serves the page, and signs and sends to
 * the app what the page would have Intercom send. The page has no secret.
 */
final class Preview implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The states of the API that the page can choose; null is the normal one. */
  private static final Map<String, Fault> STATES =
      Map.of(
          "slow", Fault.delay(Duration.ofSeconds(10)),
          "down", Fault.status(503),
          "limited", Fault.rateLimited(),
          "token", Fault.status(401));

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Sandbox sandbox;
  private final Signatures signatures;
  private final URI app;
  private final JsonNode scene;
  private final Outgoing page = PreviewPage.create();
  private final HttpServer server;

  /**
   * @param scene what the page shows around the card
   */
  Preview(int port, Sandbox sandbox, Signatures signatures, URI app, JsonNode scene) {
    this.sandbox = sandbox;
    this.signatures = signatures;
    this.app = app;
    this.scene = scene;
    this.server = HttpServer.start("preview", "127.0.0.1", port, this::respond);
  }

  URI getAddress() {
    return server.getAddress();
  }

  private Outgoing respond(Incoming request) throws IOException, InterruptedException {
    if (PreviewGuard.isForeign(request, server.getPort())) {
      return text(403, "The previewer is at " + getAddress() + "/ and for its own page only");
    }
    return switch (request.method() + " " + request.path()) {
      case "GET /" -> page;
      case "GET /scene" -> json(scene);
      case "POST /send" -> send(request.body());
      case "POST /api" -> api(request.body());
      default -> text(404, "There is nothing at " + request.path());
    };
  }

  private Outgoing send(byte[] body) throws IOException, InterruptedException {
    JsonNode asked = read(body);
    String path = asked == null ? "" : asked.path("path").asText();
    if (asked == null
        || Arrays.stream(CanvasRequest.Kind.values())
            .noneMatch(kind -> kind.getPath().equals(path))) {
      return text(400, "There is no request of Intercom with the path '" + path + "'");
    }
    byte[] sent = asked.path("body").asText().getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(app.toString().replaceFirst("/$", "") + path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header(signatures.getHeader(), signatures.sign(sent))
            .POST(HttpRequest.BodyPublishers.ofByteArray(sent))
            .build();
    ObjectNode result = JSON.createObjectNode();
    long callsBefore = sandbox.getCallCount();
    long start = System.nanoTime();
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      result.put("status", response.statusCode()).put("response", response.body());
    } catch (IOException e) {
      result.put("status", 0).put("response", app + " does not respond: " + e);
    }
    result.put("milliseconds", Duration.ofNanos(System.nanoTime() - start).toMillis());
    result.put("signature", signatures.getHeader() + ": " + signatures.sign(sent));
    calls(result.putArray("calls"), sandbox.getCallCount() - callsBefore);
    return json(result);
  }

  private void calls(ArrayNode shown, long count) {
    List<RecordedCall> calls = sandbox.getCalls();
    for (RecordedCall call : calls.subList((int) Math.max(0, calls.size() - count), calls.size())) {
      String fault = call.getFault() == null ? "" : " (" + call.getFault() + ")";
      shown.add(call.getMethod() + " " + call.getPath() + " → " + call.getStatus() + fault);
    }
  }

  private Outgoing api(byte[] body) {
    JsonNode asked = read(body);
    sandbox.faults().clear();
    Fault fault = STATES.get(asked == null ? "" : asked.path("state").asText());
    if (fault != null) {
      sandbox.faults().onAny().fail(fault);
    }
    return json(JSON.createObjectNode());
  }

  private static @Nullable JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return null;
    }
  }

  private static Outgoing json(JsonNode value) {
    try {
      return Outgoing.of(200, "application/json", JSON.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree cannot be written", e);
    }
  }

  private static Outgoing text(int status, String text) {
    return Outgoing.of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.close();
  }
}
