package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.sandbox.Cardinality
import io.github.intercomobjects.sandbox.ObjectTypeDefinition
import io.github.intercomobjects.sandbox.Sandbox
import io.github.intercomobjects.sandbox.Workspace

/** Returns a workspace with the type and the links that are usually created in the settings. */
fun shopWorkspace(): Workspace =
  Workspace.builder()
    .objectType(
      ObjectTypeDefinition.builder("Order")
        .list("status", "placed", "shipped", "delivered")
        .decimal("total_amount")
        .text("coupon")
        .text("carrier")
        .referenceToOne("customer", "contact")
        .build()
    )
    .conversationRelationship("orders", "Order", Cardinality.MANY)
    .conversationRelationship("main_order", "Order", Cardinality.ONE)
    .build()

/**
 * Runs the example with a workspace in memory, so that nothing leaves the machine:
 * `mvn -q -f examples/kotlin/pom.xml compile exec:java`
 */
fun main() {
  val workspace = shopWorkspace()
  val customer = workspace.addContact("customer-7", "zoe@example.com", "Zoë")
  val conversation = workspace.addConversation()
  Sandbox.start(workspace).use {
    keepOrders(it.baseUrl, it.token, customer.id, conversation.id)
  }
}
