package io.github.intercomobjects.connect.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The workspace of a shop, as the sandbox reads it. */
final class Shop {
  static final String TYPE = "Order";
  static final String TOKEN = "token-of-the-demo";

  private Shop() {}

  /** Returns a workspace with customers and without orders. */
  static JsonNode workspace(int customers, int callsPerWindow, int maxOrders) {
    ObjectNode workspace = Json.object();
    ObjectNode order = workspace.putObject("object_types").putObject(TYPE);
    order.putArray("status").add("processing").add("shipped").add("delivered");
    order.put("total_amount", "decimal");
    order.putObject("customer").put("to_one", "contact");
    ArrayNode contacts = workspace.putArray("contacts");
    for (int i = 0; i < customers; i++) {
      contacts
          .addObject()
          .put("external_id", "customer-" + i)
          .put("email", "customer-" + i + "@example.com");
    }
    workspace.put("token", TOKEN);
    workspace
        .putObject("limits")
        .put("calls_per_window", callsPerWindow)
        .put("window_seconds", 10)
        .put("instances_per_type", maxOrders);
    return workspace;
  }
}
