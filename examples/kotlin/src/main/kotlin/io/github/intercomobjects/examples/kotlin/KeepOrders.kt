package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.ApiException
import io.github.intercomobjects.Associations
import io.github.intercomobjects.Attributes
import io.github.intercomobjects.CustomObject
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.IntercomException
import io.github.intercomobjects.NotFoundException
import io.github.intercomobjects.Parent
import io.github.intercomobjects.RateLimitException
import io.github.intercomobjects.References
import io.github.intercomobjects.Upserted
import java.math.BigDecimal
import java.time.Instant
import kotlin.jvm.optionals.getOrNull

/** Stores, links and deletes three orders of one customer and a conversation. */
fun keepOrders(baseUrl: String, accessToken: String, contactId: String, conversationId: String) {
  connect(baseUrl, accessToken).use { intercom ->
    val orders = intercom.orders()
    val conversation = Parent.conversation(conversationId)
    try {
      val first = store(orders, order("ORDER-1", "placed", contactId))
      val second = store(orders, order("ORDER-2", "lost in space", contactId)) // not an option
      val third = store(orders, order("ORDER-3", "placed", contactId))
      ship(orders, "ORDER-1")
      println(describe(orders, "ORDER-1"))
      println("linked: ${link(orders, conversation, first, second, third)}")
      println("of the customer: ${ordersOf(orders, contactId)}, shipped: ${shipped(orders)}")
      unlink(orders, conversation)
      delete(orders, "ORDER-2", third)
      orders.getByExternalId("ORDER-2") // gone, so this throws
    } catch (e: IntercomException) {
      println(explain(e))
    }
  }
}

fun order(number: String, status: String?, contactId: String): Order =
  Order(
    number = number,
    placedAt = Instant.parse("2026-01-31T09:30:00Z"),
    status = status,
    totalAmount = BigDecimal("99.90"),
    customer = References.one(contactId),
  )

/** Creates the order, or updates the one with its number; safe to retry. */
fun store(orders: CustomObjects<Order>, order: Order): String {
  val saved: Upserted<Order> = orders.upsert(order)
  // Intercom responds with 200 even if it drops some values; orThrow() throws an exception then.
  saved.dropped.forEach {
    println("${saved.externalId ?: "an order"} is stored without ${it.name}=${it.sent}")
  }
  return saved.id
}

/** Changes two attributes, and no others. */
fun ship(orders: CustomObjects<Order>, number: String) {
  orders.upsert(number, Attributes.builder().set("status", "shipped").clear("coupon").build())
}

/** Describes an order. Values that Intercom may lack are nullable, which the compiler checks. */
fun describe(orders: CustomObjects<Order>, number: String): String {
  val one: CustomObject<Order> = orders.findByExternalId(number).getOrNull() ?: return "no $number"
  val id: String = one.id
  val status: String = one.value.status ?: "no status" // mapped on first use
  val carrier: String = one.attributes.getText("carrier") ?: "no carrier" // as received, not mapped
  return "$number ($id): $status, $carrier"
}

/**
 * Links a conversation to orders. The customer needs no such calls, because each order refers to
 * its customer.
 */
fun link(
  orders: CustomObjects<Order>,
  conversation: Parent,
  first: String,
  second: String,
  third: String,
): List<String> {
  val linked: Associations<Order> = orders.associations(conversation, "orders")
  linked.replace(listOf(first, second)) // one PUT and no read: preferred
  linked.add(third) // fails if the present links are not completely known
  linked.remove(second)
  orders.associations(conversation, "main_order").set(third) // it holds one link

  val now: Associations.Linked = linked.read()
  check(now.isComplete) { "the conversation shows ${now.ids}, and perhaps there are more" }
  return now.ids
}

fun unlink(orders: CustomObjects<Order>, conversation: Parent) {
  orders.associations(conversation, "orders").clear()
  orders.associations(conversation, "main_order").set(null)
}

/** Returns ten shipped orders. Pages are fetched only until ten are found. */
fun shipped(orders: CustomObjects<Order>): List<String> =
  orders
    .list()
    .asSequence()
    .filter { it.attributes.getText("status") == "shipped" }
    .mapNotNull { it.externalId }
    .take(10)
    .toList()

fun ordersOf(orders: CustomObjects<Order>, contactId: String): List<String> =
  orders.list(Parent.contact(contactId)).mapNotNull { it.externalId }

/** Deletes one order by the shop's number and one by Intercom's id; false if one did not exist. */
fun delete(orders: CustomObjects<Order>, number: String, id: String): Boolean =
  orders.deleteByExternalId(number) and orders.deleteById(id)

/** Explains a failure. The most specific types come first. */
fun explain(failure: IntercomException): String =
  when (failure) {
    is NotFoundException -> "not there: ${failure.message}"
    is RateLimitException -> "too many calls: try again in ${failure.rateLimit.retryAfter}"
    is ApiException ->
      "rejected: ${failure.errors.map { it.code }}, request ${failure.requestId ?: "unknown"}"
    else -> "failed: ${failure.message}; whether it was applied: ${failure.outcome}"
  }
