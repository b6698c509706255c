package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The orders of a shop in a file, and the workspace that they are stored in. */
final class KilledShop implements AutoCloseable {
  /**
   * With such a small window, {@code bulk()} has only its minimum number of calls in flight, as
   * long as a call takes less than 0.4 s. A kill may repeat no more calls than that.
   */
  private static final int CALLS_PER_SECOND = 100;

  private static final int ALL_CALLS = 1_000_000;

  final Workspace workspace;
  final Sandbox sandbox;

  /** Intercom's ids of the contacts by their external ids. */
  final Map<String, String> contactIds = new LinkedHashMap<>();

  KilledShop(int contacts) {
    workspace =
        Workspace.builder()
            .objectType(
                ObjectTypeDefinition.builder("Order")
                    .text("status")
                    .integer("item_count")
                    .referenceToOne("customer", "contact")
                    .build())
            .contactRelationship("orders", "Order", Cardinality.MANY)
            .rateLimit(CALLS_PER_SECOND, Duration.ofSeconds(1))
            .build();
    for (int i = 0; i < contacts; i++) {
      String externalId = "customer-" + i;
      contactIds.put(externalId, workspace.addContact(externalId, null, null).getId());
    }
    sandbox = Sandbox.builder().workspace(workspace).keptCalls(ALL_CALLS).start();
  }

  /**
   * A row of the file.
   *
   * @param customer the external id of its contact; null for none
   */
  record Order(String key, @Nullable String customer, String status, int itemCount) {
    private String line() {
      return key + "," + (customer == null ? "" : customer) + "," + status + "," + itemCount;
    }
  }

  /** Returns orders in an older state. */
  List<Order> old(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Order("ORDER-" + i, "customer-" + i % contactIds.size(), "open", i))
        .toList();
  }

  /** Returns the same orders with other values and contacts; the first contact has none. */
  List<Order> current(int count) {
    int others = contactIds.size() - 1;
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Order(
                    "ORDER-" + i,
                    i % 17 == 3 ? null : "customer-" + (1 + i % others),
                    "paid",
                    i + 1))
        .toList();
  }

  static void write(Path file, List<Order> orders) throws IOException {
    List<String> lines = new ArrayList<>(List.of("no,customer_id,status,item_count"));
    orders.forEach(order -> lines.add(order.line()));
    Files.write(file, lines);
  }

  /** Replaces the rows of a table, with the same columns as those of {@link #write}. */
  static void insert(String url, List<Order> orders) throws SQLException {
    try (java.sql.Connection database = DriverManager.getConnection(url);
        Statement statement = database.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS orders (\"no\" VARCHAR, \"customer_id\" VARCHAR, \"status\""
              + " VARCHAR, \"item_count\" INT)");
      statement.execute("DELETE FROM orders");
      try (PreparedStatement insert =
          database.prepareStatement("INSERT INTO orders VALUES (?, ?, ?, ?)")) {
        for (Order order : orders) {
          insert.setString(1, order.key());
          insert.setString(2, order.customer());
          insert.setString(3, order.status());
          insert.setInt(4, order.itemCount());
          insert.execute();
        }
      }
    }
  }

  /** Asserts that exactly these orders are stored, each once. */
  void assertStored(String description, List<Order> orders) {
    assertThat(workspace.getInstances("Order"))
        .as(description)
        .extracting(
            StoredInstance::getExternalId,
            stored -> stored.getAttributes().get("status"),
            stored -> stored.getAttributes().get("item_count"))
        .containsExactlyInAnyOrderElementsOf(
            orders.stream()
                .map(order -> tuple(order.key(), order.status(), (long) order.itemCount()))
                .toList());
  }

  /** Asserts that each order refers to its contact. */
  void assertReferences(String description, List<Order> orders) {
    Map<String, Object> expected = new LinkedHashMap<>();
    for (Order order : orders) {
      if (order.customer() != null) {
        expected.put(order.key(), List.of(contactIds.get(order.customer())));
      }
    }
    assertThat(
            workspace.getInstances("Order").stream()
                .filter(stored -> stored.getAttributes().containsKey("customer"))
                .collect(
                    Collectors.toMap(
                        StoredInstance::getExternalId,
                        stored -> stored.getAttributes().get("customer"))))
        .as(description)
        .isEqualTo(expected);
  }

  /** Asserts that each contact is linked to exactly its orders. */
  void assertLinks(String description, List<Order> orders) {
    Map<String, String> keys =
        workspace.getInstances("Order").stream()
            .collect(Collectors.toMap(StoredInstance::getId, StoredInstance::getExternalId));
    contactIds.forEach(
        (externalId, id) ->
            assertThat(workspace.getContactLinks(id, "orders"))
                .as("%s; of %s", description, externalId)
                .extracting(keys::get)
                .containsExactlyInAnyOrderElementsOf(
                    orders.stream()
                        .filter(order -> externalId.equals(order.customer()))
                        .map(Order::key)
                        .toList()));
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
