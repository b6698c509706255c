package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Cardinality;
import io.github.intercomobjects.sandbox.Contact;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import io.github.intercomobjects.sandbox.Workspace;
import java.util.List;

/** A sandbox whose orders and contacts can be linked in both ways. */
final class Shop implements AutoCloseable {
  final Workspace workspace =
      Workspace.builder()
          .objectType(
              ObjectTypeDefinition.builder("Order")
                  .text("status")
                  .text("note")
                  .list("channel", "web", "store")
                  .decimal("total_amount")
                  .integer("item_count")
                  .bool("gift")
                  .date("delivered_on")
                  .referenceToOne("customer", "contact")
                  .build())
          .contactRelationship("orders", "Order", Cardinality.MANY)
          .build();
  final Contact zoe = workspace.addContact("customer-1", "zoe@example.com", "Zoë");
  final Contact lukasz = workspace.addContact("customer-2", "lukasz@example.com", "Łukasz");
  final Sandbox sandbox = Sandbox.start(workspace);

  StoredInstance order(String key) {
    return workspace.findInstance("Order", key).orElseThrow();
  }

  /** Stores an order without attributes, as another program does. */
  void store(String key) throws CannotRunException {
    try (Connection other = Connection.to(sandbox.getBaseUrl(), sandbox.getToken())) {
      other
          .intercom()
          .customObjects(ObjectType.untyped("Order"))
          .upsert(key, Attributes.builder().build());
    }
  }

  boolean has(String key) {
    return workspace.findInstance("Order", key).isPresent();
  }

  /** Returns the calls except those that fetch the workspace. */
  List<String> calls() {
    return sandbox.getCalls().stream()
        .filter(call -> !call.getPath().equals("/me"))
        .map(call -> call.getMethod() + " " + call.getPath())
        .toList();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
