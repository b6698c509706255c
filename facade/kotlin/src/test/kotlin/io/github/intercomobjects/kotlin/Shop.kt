package io.github.intercomobjects.kotlin

import com.squareup.moshi.Json
import io.github.intercomobjects.ExternalId
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.Parent
import io.github.intercomobjects.References
import io.github.intercomobjects.sandbox.Cardinality
import io.github.intercomobjects.sandbox.ObjectTypeDefinition
import io.github.intercomobjects.sandbox.Sandbox
import io.github.intercomobjects.sandbox.Workspace
import java.math.BigDecimal

/** An order of the shop. */
data class Order(
  @ExternalId val number: String?,
  val status: String?,
  @Json(name = "total_amount") val totalAmount: BigDecimal? = null,
  val customer: References? = null,
)

fun order(number: Int): Order = Order("ORDER-$number", "placed")

/** A workspace with one customer and one conversation, and its client. */
class Shop(define: Workspace.Builder.() -> Unit = {}) : AutoCloseable {
  val workspace: Workspace =
    Workspace.builder()
      .objectType(
        ObjectTypeDefinition.builder("Order")
          .list("status", "placed", "shipped", "delivered")
          .decimal("total_amount")
          .referenceToOne("customer", "contact")
          .build()
      )
      .contactRelationship("orders", "Order", Cardinality.MANY)
      .conversationRelationship("main_order", "Order", Cardinality.ONE)
      .apply(define)
      .build()

  val customerId: String = workspace.addContact("customer-7", "zoe@example.com", "Zoë").id
  val customer: Parent = Parent.contact(customerId)
  val conversation: Parent = Parent.conversation(workspace.addConversation(customerId).id)
  val sandbox: Sandbox = Sandbox.start(workspace)
  val intercom: Intercom = client()
  val orders: CoroutineObjects<Order> = intercom.coroutines().customObjects<Order>("Order")

  /** Returns another client of the workspace. */
  fun client(options: IntercomOptions.() -> Unit = {}): Intercom = intercom {
    baseUrl = sandbox.baseUrl
    token = sandbox.token
    options()
  }

  override fun close() {
    intercom.close()
    sandbox.close()
  }
}
