package shop;

import com.squareup.moshi.Moshi;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.intercomobjects.canvas.CanvasApp;
import io.github.intercomobjects.canvas.CanvasChecks;
import io.github.intercomobjects.canvas.CanvasResponse;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.canvas.model.Action;
import io.github.intercomobjects.canvas.model.ButtonComponent;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.Component;
import io.github.intercomobjects.canvas.model.Contact;
import io.github.intercomobjects.canvas.model.Content;
import io.github.intercomobjects.canvas.model.SubmitAction;
import io.github.intercomobjects.canvas.model.TextComponent;
import io.github.intercomobjects.canvas.model.WebhookNotification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The server of a card and of notifications, and requests of Intercom to it. */
public final class Card {
  private static final String HEADING =
      "{\"canvas\":{\"content\":{\"components\":[{\"type\":\"text\",\"text\":";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Moshi moshi = new Moshi.Builder().build();
  private final String clientSecret;
  private final CanvasApp app;

  private Card(String clientSecret) {
    this.clientSecret = clientSecret;
    CanvasApp app =
        CanvasApp.builder(clientSecret)
            .inboxInitialize(request -> orders(request.getContact()))
            .inboxSubmit("order:{id}", request -> order(request.getPart("id")))
            .onError((request, error) -> error.printStackTrace())
            .build();
    this.app = app;
  }

  /** Takes the project's name. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Card card = new Card("s3cr3t");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", card::respond);
    server.createContext("/webhooks", card::receive);
    server.start();
    try {
      CanvasChecks.check(card.order("21"));
      String body =
          "{\"component_id\":\"order:21\",\"customer\":{\"id\":\"1\",\"name\":\"Noor\"}}";
      Signatures signatures = Signatures.canvas("s3cr3t");
      Signatures forged = Signatures.canvas("other");
      require(401, send(server, "/inbox/initialize", forged, body).statusCode());
      require(404, send(server, "/messenger/submit", signatures, body).statusCode());
      String cut = body + " ".repeat(1 << 20);
      require(401, send(server, "/inbox/initialize", signatures, cut).statusCode());
      require(
          HEADING
              + "\"Orders of Noor\",\"style\":\"header\"},"
              + "{\"type\":\"button\",\"id\":\"order:21\",\"label\":\"A-1001\","
              + "\"action\":{\"type\":\"submit\"}}]},\"stored_data\":{\"page\":1}}}",
          send(server, "/inbox/initialize", signatures, body).body());
      require(
          HEADING + "\"Order 21\"}]}}}", send(server, "/inbox/submit", signatures, body).body());
      Signatures webhooks = Signatures.webhook("s3cr3t");
      require(401, send(server, "/webhooks", signatures, "{\"topic\":\"ping\"}").statusCode());
      require(401, send(server, "/webhooks", webhooks, cut).statusCode());
      require("ping", send(server, "/webhooks", webhooks, "{\"topic\":\"ping\"}").body());
    } finally {
      server.stop(0);
      card.app.close();
    }
    OrderCard.run();
    System.out.printf(
        "%s: a card, Java %s, %s path%n",
        args[0],
        Runtime.version().feature(),
        Card.class.getModule().isNamed() ? "module" : "class");
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(1 << 20);
      String path = exchange.getRequestURI().getPath();
      CanvasResponse response = app.handle(path, exchange.getRequestHeaders()::getFirst, body);
      exchange.getResponseHeaders().set("Content-Type", response.getContentType());
      exchange.sendResponseHeaders(response.getStatus(), 0);
      exchange.getResponseBody().write(response.getBody());
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Signatures signatures = Signatures.webhook(clientSecret);
      byte[] body = exchange.getRequestBody().readNBytes(1 << 20);
      String signature = exchange.getRequestHeaders().getFirst(signatures.getHeader());
      if (!signatures.matches(signature, body)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      String json = new String(body, StandardCharsets.UTF_8);
      WebhookNotification notification = moshi.adapter(WebhookNotification.class).fromJson(json);
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(notification.getTopic().getBytes(StandardCharsets.UTF_8));
    }
  }

  private Canvas orders(Contact contact) {
    TextComponent heading =
        TextComponent.builder()
            .text("Orders of " + contact.getName())
            .style(TextComponent.Style.HEADER)
            .build();
    ButtonComponent order =
        ButtonComponent.builder()
            .id("order:21")
            .label("A-1001")
            .action(Action.of(SubmitAction.builder().build()))
            .build();
    List<Component> components = List.of(Component.of(heading), Component.of(order));
    return Canvas.builder()
        .content(Content.builder().components(components).build())
        .storedData(Map.of("page", 1))
        .build();
  }

  private Canvas order(String id) {
    TextComponent text = TextComponent.builder().text("Order " + id).build();
    return Canvas.builder()
        .content(Content.builder().components(List.of(Component.of(text))).build())
        .build();
  }

  static HttpResponse<String> send(
      HttpServer server, String path, Signatures signatures, String json)
      throws IOException, InterruptedException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return CLIENT.send(
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + server.getAddress().getPort() + path))
            .header(signatures.getHeader(), signatures.sign(body))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static void require(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", was " + actual);
    }
  }
}
