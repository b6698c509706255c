package io.github.intercomobjects.examples.kotlin

import com.squareup.moshi.Moshi
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import io.github.intercomobjects.Attributes
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.Parent
import io.github.intercomobjects.sandbox.Cardinality
import io.github.intercomobjects.sandbox.ObjectTypeDefinition
import io.github.intercomobjects.sandbox.Sandbox
import io.github.intercomobjects.sandbox.Workspace
import java.time.Clock

/** A workspace with one customer, one conversation and all kinds of attributes, and its client. */
class Shop(
  clock: Clock = Clock.systemUTC(),
  define: Workspace.Builder.() -> Unit = {},
) : AutoCloseable {
  val workspace: Workspace =
    Workspace.builder()
      .objectType(
        ObjectTypeDefinition.builder("Order")
          .list("status", "placed", "shipped", "delivered")
          .decimal("total_amount")
          .text("coupon")
          .bool("gift")
          .date("shipped_at")
          .referenceToOne("customer", "contact")
          .referenceToMany("helpers", "contact")
          .build()
      )
      .contactRelationship("orders", "Order", Cardinality.MANY)
      .conversationRelationship("main_order", "Order", Cardinality.ONE)
      .limitedToken("reads-contacts-only", "read_users")
      .apply(define)
      .build()

  val customerId: String = workspace.addContact("customer-7", "zoe@example.com", "Zoë").id
  val customer: Parent = Parent.contact(customerId)
  val conversationId: String = workspace.addConversation(customerId).id
  val sandbox: Sandbox = Sandbox.builder().workspace(workspace).clock(clock).start()
  val intercom: Intercom = client()
  val orders: CustomObjects<Order> = intercom.orders()
  val untyped: CustomObjects<Attributes> = intercom.customObjects(ObjectType.untyped("Order"))

  /** Returns another client, which differs from that of [connect] in these options. */
  fun client(options: Intercom.Builder.() -> Unit = {}): Intercom =
    Intercom.builder()
      .baseUrl(sandbox.baseUrl)
      .accessToken(sandbox.token)
      .moshi(Moshi.Builder().addLast(KotlinJsonAdapterFactory()).build())
      .apply(options)
      .build()

  override fun close() {
    intercom.close()
    sandbox.close()
  }
}
