package shop;

import com.squareup.moshi.Moshi;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.canvas.model.Action;
import io.github.intercomobjects.canvas.model.ButtonComponent;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.Component;
import io.github.intercomobjects.canvas.model.Contact;
import io.github.intercomobjects.canvas.model.Content;
import io.github.intercomobjects.canvas.model.InboxInitializeRequest;
import io.github.intercomobjects.canvas.model.InitializeResponse;
import io.github.intercomobjects.canvas.model.SubmitAction;
import io.github.intercomobjects.canvas.model.TextComponent;
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

/** The server of a card, and a request of Intercom to it. */
public final class Card {
  private static final String PATH = "/inbox/initialize";

  private final Moshi moshi = new Moshi.Builder().build();
  private final String clientSecret;

  private Card(String clientSecret) {
    this.clientSecret = clientSecret;
  }

  /** Takes the project's name. */
  public static void main(String[] args) throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, new Card("s3cr3t")::initialize);
    server.start();
    try {
      require(401, send(server, "other").statusCode());
      HttpResponse<String> response = send(server, "s3cr3t");
      require(200, response.statusCode());
      require(
          "{\"canvas\":{\"content\":{\"components\":["
              + "{\"type\":\"text\",\"text\":\"Orders of Noor\",\"style\":\"header\"},"
              + "{\"type\":\"button\",\"id\":\"more\",\"label\":\"More\","
              + "\"action\":{\"type\":\"submit\"}}]},\"stored_data\":{\"page\":1}}}",
          response.body());
    } finally {
      server.stop(0);
    }
    System.out.printf(
        "%s: a card, Java %s, %s path%n",
        args[0],
        Runtime.version().feature(),
        Card.class.getModule().isNamed() ? "module" : "class");
  }

  private void initialize(HttpExchange exchange) throws IOException {
    try (exchange) {
      Signatures signatures = Signatures.canvas(clientSecret);
      byte[] body = exchange.getRequestBody().readAllBytes();
      String signature = exchange.getRequestHeaders().getFirst(signatures.getHeader());
      if (!signatures.matches(signature, body)) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      String json = new String(body, StandardCharsets.UTF_8);
      Contact contact = moshi.adapter(InboxInitializeRequest.class).fromJson(json).getContact();
      InitializeResponse response = InitializeResponse.builder().canvas(orders(contact)).build();
      byte[] bytes =
          moshi.adapter(InitializeResponse.class).toJson(response).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static Canvas orders(Contact contact) {
    TextComponent heading =
        TextComponent.builder()
            .text("Orders of " + contact.getName())
            .style(TextComponent.Style.HEADER)
            .build();
    ButtonComponent more =
        ButtonComponent.builder()
            .id("more")
            .label("More")
            .action(Action.of(SubmitAction.builder().build()))
            .build();
    List<Component> components = List.of(Component.of(heading), Component.of(more));
    return Canvas.builder()
        .content(Content.builder().components(components).build())
        .storedData(Map.of("page", 1))
        .build();
  }

  private static HttpResponse<String> send(HttpServer server, String secret)
      throws IOException, InterruptedException {
    byte[] body =
        "{\"workspace_id\":\"lk7xq2pd\",\"customer\":{\"id\":\"1\",\"name\":\"Noor\"}}"
            .getBytes(StandardCharsets.UTF_8);
    Signatures signatures = Signatures.canvas(secret);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://localhost:" + server.getAddress().getPort() + PATH))
                .header(signatures.getHeader(), signatures.sign(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static void require(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", was " + actual);
    }
  }
}
