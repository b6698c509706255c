package io.github.intercomobjects.sandbox;

/** The default workspace, which {@link Sandbox#start()} describes. */
final class DefaultWorkspace {
  private DefaultWorkspace() {}

  static Workspace create() {
    return Workspace.builder()
        .objectType(
            ObjectTypeDefinition.builder("Order")
                .list("status", "pending", "shipped", "delivered")
                .decimal("total_amount")
                .date("placed_at")
                .text("coupon")
                .referenceToOne("customer", "contact")
                .build())
        .contactRelationship("orders", "Order", Cardinality.MANY)
        .conversationRelationship("orders", "Order", Cardinality.MANY)
        .contact("customer-7", "zoe@example.com", "Zoë")
        .build();
  }
}
