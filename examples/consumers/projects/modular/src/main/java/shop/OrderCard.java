package shop;

import com.squareup.moshi.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.ExternalId;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.Parent;
import io.github.intercomobjects.References;
import io.github.intercomobjects.canvas.CanvasApp;
import io.github.intercomobjects.canvas.CanvasHandler;
import io.github.intercomobjects.canvas.CanvasRequest;
import io.github.intercomobjects.canvas.CanvasResponse;
import io.github.intercomobjects.canvas.CardDetails;
import io.github.intercomobjects.canvas.CardList;
import io.github.intercomobjects.canvas.Formats;
import io.github.intercomobjects.canvas.PerContact;
import io.github.intercomobjects.canvas.Signatures;
import io.github.intercomobjects.canvas.Webhooks;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.canvas.model.WebhookNotification;
import io.github.intercomobjects.sandbox.Sandbox;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The orders of a contact in a card, which are read from a workspace. */
final class OrderCard implements AutoCloseable {
  record Order(
      @ExternalId String number,
      String status,
      @Json(name = "total_amount") BigDecimal total,
      References customer) {}

  private static final String SECRET = "s3cr3t";

  private final Formats formats = Formats.of(Locale.US, ZoneId.of("America/New_York"));
  private final PerContact<List<CustomObject<Order>>> cache;
  private final CustomObjects<Order> orders;
  private final CanvasApp app;
  private final Queue<WebhookNotification> queue = new ConcurrentLinkedQueue<>();
  private final Webhooks webhooks;

  private OrderCard(Intercom intercom, String clientSecret) {
    orders = intercom.customObjects(ObjectType.of("Order", Order.class));
    PerContact<List<CustomObject<Order>>> cache =
        PerContact.<List<CustomObject<Order>>>builder().timeToLive(Duration.ofSeconds(30)).build();
    this.cache = cache;
    CardList<Order> list =
        CardList.<Order>builder("order")
            .heading("Orders")
            .title(one -> one.getValue().number())
            .subtitle(one -> one.getValue().status())
            .empty("No orders yet")
            .build();
    CardDetails<Order> details =
        CardDetails.<Order>builder("order")
            .heading(one -> "Order " + one.getValue().number())
            .field("Status", one -> one.getValue().status())
            .field("Total", one -> one.getValue().total(), it -> formats.money(it, "EUR"))
            .field("Stored", one -> one.getCreatedAt(), formats::dateTime)
            .action("refund", "Refund", one -> "shipped".equals(one.getValue().status()))
            .link("Open", one -> "https://shop.example.com/orders/" + one.getExternalId())
            .back("Back")
            .build();
    CanvasHandler<Canvas> home = request -> list.render(orders(request), request);
    CanvasApp app =
        CanvasApp.builder(clientSecret)
            .inboxInitialize(home)
            .inboxSubmit("list:{button}", home) // More and Back
            .inboxSubmit("order:{id}", request -> details.render(order(request), request))
            .build();
    this.app = app;
    Webhooks webhooks =
        Webhooks.of(
            Map.of("contact.deleted", notification -> queue.add(notification)), clientSecret);
    this.webhooks = webhooks;
  }

  private List<CustomObject<Order>> orders(CanvasRequest request) {
    List<CustomObject<Order>> found =
        cache.get(request, id -> orders.list(Parent.contact(id)).stream().limit(100).toList());
    return found;
  }

  private CustomObject<Order> order(CanvasRequest request) {
    return orders(request).stream()
        .filter(one -> one.getId().equals(request.getPart("id")))
        .findFirst()
        .orElseThrow();
  }

  private void store(String id, String number) {
    BigDecimal total = new BigDecimal("1299");
    orders.upsert(new Order(number, "shipped", total, References.one(id))).orThrow();
    cache.forget(id); // after a write
  }

  static void run() throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start();
        Intercom intercom =
            Intercom.builder()
                .accessToken(sandbox.getToken())
                .baseUrl(sandbox.getBaseUrl())
                .build();
        OrderCard card = new OrderCard(intercom, SECRET)) {
      String id = intercom.contacts().findByExternalId("customer-7").orElseThrow().getId();
      String contact = "\"contact\":{\"id\":\"%s\"}".formatted(id);
      card.shows("No orders yet", "/inbox/initialize", "{" + contact + "}");
      for (int i = 1; i <= 6; i++) {
        card.store(id, "A-100" + i);
      }
      card.shows("list:order:more", "/inbox/initialize", "{" + contact + "}");
      String click =
          "{\"component_id\":\"%s\",\"current_canvas\":{\"stored_data\":{\"order:page\":1}},"
              + contact
              + "}";
      card.shows("A-1001", "/inbox/submit", click.formatted("list:order:more"));
      String one = card.orders.getByExternalId("A-1001").getId();
      card.shows("€1,299.00", "/inbox/submit", click.formatted("order:" + one));
      String money = card.formats.money(new BigDecimal("1299"), "EUR");
      Card.require("€1,299.00", money);
      String now = card.formats.dateTime(Instant.now());
      Card.require(true, now.contains(" at "));
      card.notifies();
    }
  }

  private void notifies() throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/webhooks", this::receive);
    server.start();
    try {
      String json = "{\"topic\":\"contact.deleted\"}";
      Signatures signatures = Signatures.webhook(SECRET);
      Card.require(200, Card.send(server, "/webhooks", signatures, json).statusCode());
      String cut = json + " ".repeat(1 << 20);
      Card.require(401, Card.send(server, "/webhooks", signatures, cut).statusCode());
      Card.require(1, queue.size());
    } finally {
      server.stop(0);
    }
  }

  private void shows(String text, String path, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    Signatures signatures = Signatures.canvas(SECRET);
    CanvasResponse response = app.handle(path, header -> signatures.sign(body), body);
    String shown = new String(response.getBody(), StandardCharsets.UTF_8);
    if (!shown.contains(text)) {
      throw new AssertionError("expected " + text + ", was " + shown);
    }
  }

  /** Receives a notification of Intercom. */
  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(1 << 20);
      int status = webhooks.handle(exchange.getRequestHeaders()::getFirst, body);
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    app.close();
  }
}
