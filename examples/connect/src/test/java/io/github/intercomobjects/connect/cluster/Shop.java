package io.github.intercomobjects.connect.cluster;

import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The workspace of a shop in a sandbox, and a connector that writes to it. */
final class Shop {
  static final String TYPE = "Order";
  static final String TOKEN = "a-token-that-nobody-may-see";

  private Shop() {}

  static Sandbox start() {
    return start(1667, Duration.ofSeconds(10));
  }

  static Sandbox start(int callsPerWindow, Duration window) {
    Workspace workspace =
        Workspace.builder()
            .token(TOKEN)
            .objectType(
                ObjectTypeDefinition.builder(TYPE)
                    .list("status", "processing", "shipped")
                    .decimal("total_amount")
                    .referenceToOne("customer", "contact")
                    .build())
            .contact("customer-7", "zoe@example.com", "Zoe")
            .rateLimit(callsPerWindow, window)
            .build();
    return Sandbox.builder().workspace(workspace).keptCalls(10_000).start();
  }

  /** Returns the settings of a connector for a topic of orders. */
  static Map<String, String> settings(Sandbox sandbox, String topic) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connector.class", "io.github.intercomobjects.connect.IntercomSinkConnector");
    settings.put("topics", topic);
    settings.put("intercom.access.token", TOKEN);
    settings.put("intercom.base.url", sandbox.getBaseUrl());
    settings.put("objects", "orders");
    settings.put("objects.orders.topic", topic);
    settings.put("objects.orders.type", TYPE);
    settings.put("objects.orders.contact", "customer_id");
    settings.put("objects.orders.contact.attribute", "customer");
    settings.put("objects.orders.null.values", "delete");
    return settings;
  }

  /** Adds the settings of a dead letter queue. */
  static Map<String, String> withDeadLetters(Map<String, String> settings, String topic) {
    settings.put("errors.tolerance", "all");
    settings.put("errors.deadletterqueue.topic.name", topic);
    settings.put("errors.deadletterqueue.topic.replication.factor", "1");
    settings.put("errors.deadletterqueue.context.headers.enable", "true");
    return settings;
  }

  static String order(String status, double total) {
    return "{\"status\":\"%s\",\"total_amount\":%s,\"customer_id\":\"customer-7\"}"
        .formatted(status, total);
  }

  static int count(Sandbox sandbox) {
    return sandbox.getWorkspace().getInstances(TYPE).size();
  }

  /** Returns the statuses of all calls that changed objects. */
  static List<Integer> statusesOfWrites(Sandbox sandbox) {
    return sandbox.getCalls().stream()
        .filter(call -> !call.getMethod().equals("GET"))
        .filter(call -> call.getPath().startsWith("/custom_object_instances"))
        .map(call -> call.getStatus())
        .toList();
  }
}
