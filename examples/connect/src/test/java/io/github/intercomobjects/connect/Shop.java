package io.github.intercomobjects.connect;

import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sandbox with orders of customers, and the settings of a connector that writes them. */
final class Shop implements AutoCloseable {
  final Workspace workspace;
  final Contact zoe;
  final Sandbox sandbox;

  Shop() {
    this(Workspace.builder());
  }

  Shop(Workspace.Builder content) {
    workspace =
        content
            .objectType(
                ObjectTypeDefinition.builder("Order")
                    .text("status")
                    .text("note")
                    .list("channel", "web", "store")
                    .decimal("total_amount")
                    .integer("item_count")
                    .bool("gift")
                    .date("delivered_on")
                    .date("shipped_at")
                    .referenceToOne("customer", "contact")
                    .build())
            .contactRelationship("orders", "Order", Cardinality.MANY)
            .build();
    zoe = workspace.addContact("customer-1", "zoe@example.com", "Zoë");
    sandbox = Sandbox.start(workspace);
  }

  /**
   * Returns the settings of a connector.
   *
   * @param more names and values
   */
  Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "orders-to-intercom");
    settings.put("connector.class", IntercomSinkConnector.class.getName());
    settings.put("topics", "orders");
    settings.put("intercom.access.token", sandbox.getToken());
    settings.put("intercom.base.url", sandbox.getBaseUrl());
    settings.put("objects", "orders");
    settings.put("objects.orders.topic", "orders");
    settings.put("objects.orders.type", "Order");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  /** Returns a worker that has partition 0 of the topic. */
  FakeWorker worker(String... more) {
    return FakeWorker.of(settings(more)).assign(0);
  }

  StoredInstance order(String key) {
    return workspace.findInstance("Order", key).orElseThrow();
  }

  @Nullable Object attribute(String key, String name) {
    return order(key).getAttributes().get(name);
  }

  boolean has(String key) {
    return workspace.findInstance("Order", key).isPresent();
  }

  List<String> calls() {
    return sandbox.getCalls().stream()
        .map(call -> call.getMethod() + " " + call.getPath() + " " + call.getStatus())
        .toList();
  }

  /** Returns the statuses of the calls that stored. */
  List<Integer> stores() {
    return sandbox.getCalls().stream()
        .filter(call -> call.getMethod().equals("POST") && call.getPath().contains("Order"))
        .map(call -> call.getStatus())
        .toList();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
