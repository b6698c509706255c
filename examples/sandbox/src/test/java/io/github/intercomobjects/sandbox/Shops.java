package io.github.intercomobjects.sandbox;

/** The workspace of a shop, which most tests use. */
final class Shops {
  static final String ORDERS = "/custom_object_instances/Order";

  private Shops() {}

  static Workspace.Builder shop() {
    return Workspace.builder()
        .objectType(
            ObjectTypeDefinition.builder("Order")
                .text("status")
                .integer("quantity")
                .decimal("total")
                .bool("gift")
                .date("placed_at")
                .list("carrier", "DHL", "UPS")
                .referenceToOne("customer", "contact")
                .referenceToMany("watchers", "contact")
                .referenceToMany("talks", "conversation")
                .referenceToMany("items", "Item")
                .build())
        .objectType(
            ObjectTypeDefinition.builder("Item")
                .text("sku")
                .referenceToOne("order", "Order")
                .build())
        .contactRelationship("orders", "Order", Cardinality.MANY)
        .contactRelationship("last_order", "Order", Cardinality.ONE)
        .conversationRelationship("orders", "Order", Cardinality.MANY);
  }

  static String order(String externalId) {
    return "{\"external_id\":\"" + externalId + "\"}";
  }

  static String order(String externalId, String attributes) {
    return "{\"external_id\":\"" + externalId + "\",\"custom_attributes\":" + attributes + "}";
  }
}
