package io.github.intercomobjects.sandbox;

/** The workspace of somebody who has defined none; {@link Sandbox#start()} describes it. */
final class ReadyWorkspace {
  private ReadyWorkspace() {}

  static Workspace make() {
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
