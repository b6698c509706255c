package io.github.intercomobjects.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.References;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The shop that the previewer shows: its workspace, its objects, and its conversations. */
final class DemoShop {
  static final String WORKSPACE_ID = "sandbox";

  private static final JsonMapper JSON = new JsonMapper();

  private static final List<List<String>> ORDERS =
      List.of(
          List.of("zoe", "1", "Bicycle bell, brass", "12.90"),
          List.of("zoe", "1", "Rain cape, yellow", "59.00"),
          List.of("yan", "1", "Child seat", "119.00"),
          List.of("zoe", "2", "Bottle cage, 2 pieces", "24.00"),
          List.of("zoe", "1", "Dynamo light, front", "74.50"),
          List.of("amara", "1", "Touring bicycle, 56 cm", "1899.00"),
          List.of("zoe", "1", "Gravel tires, 40 mm", "89.80"),
          List.of("yan", "1", "Pump", "34.00"),
          List.of("zoe", "1", "Saddle bag", "45.00"),
          List.of("zoe", "1", "Handlebar tape, cork", "19.90"),
          List.of("zoe", "1", "Chain, 11-speed", "39.00"),
          List.of("yan", "0", "Helmet, size M", "84.00"),
          List.of("zoe", "1", "Lock, 110 cm", "64.90"),
          List.of("zoe", "0", "Panniers, pair", "139.00"),
          List.of("zoe", "0", "Gravel bicycle, 54 cm", "2249.00"));

  private static final List<List<String>> SUBSCRIPTIONS =
      List.of(
          List.of("zoe", "Service plan", "active", "14.90"),
          List.of("amara", "Theft insurance", "active", "9.50"),
          List.of("amara", "Battery rental", "paused", "29.00"));

  private static final String[] STATUSES = {"shipped", "delivered", "delivered"};

  private final Instant now;
  private final Workspace workspace =
      Workspace.builder()
          .objectType(
              ObjectTypeDefinition.builder("Order")
                  .text("items")
                  .list("status", "pending", "shipped", "delivered", Order.REFUNDED)
                  .decimal("total_amount")
                  .text("currency")
                  .date("placed_at")
                  .text("refunded_by")
                  .date("refunded_at")
                  .text("refund_key")
                  .referenceToOne("customer", "contact")
                  .build())
          .objectType(
              ObjectTypeDefinition.builder("Subscription")
                  .text("plan")
                  .list("status", "active", "paused", "ended")
                  .decimal("price")
                  .text("currency")
                  .date("renews_at")
                  .referenceToOne("customer", "contact")
                  .build())
          .build();

  private final Map<String, Contact> contacts = new LinkedHashMap<>();

  DemoShop(Instant now) {
    this.now = now;
    contact("zoe", "Zoë Martin");
    contact("yan", "Yan Li");
    contact("amara", "Amara Okoye");
    contact("noor", "Noor Haddad");
  }

  private void contact(String key, String name) {
    contacts.put(key, workspace.addContact("customer-" + key, key + "@example.com", name));
  }

  Workspace workspace() {
    return workspace;
  }

  Contact contact(String key) {
    return contacts.getOrDefault(key, contacts.values().iterator().next());
  }

  /** Stores the objects, the oldest first. */
  void fill(Intercom intercom) {
    intercom
        .customObjects(ObjectType.untyped("Order"))
        .<Integer>bulk(index -> "A-" + (1001 + index), index -> order(index, ORDERS.get(index)))
        .maxInFlight(1)
        .upsertAll(indexes(ORDERS.size()));
    intercom
        .customObjects(ObjectType.untyped("Subscription"))
        .<Integer>bulk(
            index -> "S-" + (301 + index), index -> subscription(SUBSCRIPTIONS.get(index)))
        .maxInFlight(1)
        .upsertAll(indexes(SUBSCRIPTIONS.size()));
  }

  private static List<Integer> indexes(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private Attributes order(int index, List<String> row) {
    return Attributes.builder()
        .set("items", row.get(2))
        .set("status", STATUSES[Integer.parseInt(row.get(1))])
        .set("total_amount", new BigDecimal(row.get(3)))
        .set("currency", "EUR")
        .set("placed_at", now.minus(Duration.ofHours(19L * (ORDERS.size() - index))))
        .set("customer", References.one(contact(row.get(0)).getId()))
        .build();
  }

  private Attributes subscription(List<String> row) {
    return Attributes.builder()
        .set("plan", row.get(1))
        .set("status", row.get(2))
        .set("price", new BigDecimal(row.get(3)))
        .set("currency", "EUR")
        .set("renews_at", now.plus(Duration.ofDays(12)))
        .set("customer", References.one(contact(row.get(0)).getId()))
        .build();
  }

  /** Returns what the previewer shows around the card. */
  JsonNode scene(String app) {
    ObjectNode scene = JSON.createObjectNode();
    scene
        .put("app", app)
        .put("name", "Bicycle shop")
        .put("workspace_id", WORKSPACE_ID)
        .put("workspace_region", "US");
    scene
        .putObject("admin")
        .put("type", "admin")
        .put("id", "127")
        .put("name", "Hana Okafor")
        .put("email", "hana@example.com");
    ArrayNode conversations = scene.putArray("conversations");
    conversation(
        conversations,
        contact("zoe"),
        "Hi! My gravel bike was delivered yesterday, but the box was damaged and the fork is bent.",
        "Oh no, I am sorry about that. Let me look at your order.",
        "Thanks. I would rather have my money back than wait for another one.");
    conversation(
        conversations,
        contact("yan"),
        "Hello, when will my helmet arrive? It has been on its way for a week.");
    conversation(
        conversations,
        contact("amara"),
        "Can I pause the battery rental for the winter?",
        "Yes, it is paused until you call us.",
        "Perfect. And what does the insurance cost now?");
    conversation(
        conversations, contact("noor"), "Do you ship to Norway? I have not ordered anything yet.");
    // Such a contact was deleted, or belongs to a workspace whose token the app does not have.
    ObjectNode unknown = conversation(conversations, contact("noor"), "Are you there?");
    ((ObjectNode) unknown.get("contact"))
        .put("id", "0123456789abcdef01234567")
        .put("name", "Deleted contact")
        .putNull("email")
        .putNull("external_id");
    return scene;
  }

  private static ObjectNode conversation(ArrayNode all, Contact contact, String... messages) {
    ObjectNode conversation = all.addObject().put("id", String.valueOf(215_470_001 + all.size()));
    conversation
        .putObject("contact")
        .put("type", "contact")
        .put("id", contact.getId())
        .put("external_id", contact.getExternalId())
        .put("role", "user")
        .put("name", contact.getName())
        .put("email", contact.getEmail());
    ArrayNode texts = conversation.putArray("messages");
    for (String message : messages) {
      texts.add(message);
    }
    return conversation;
  }
}
