package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.BulkReport
import io.github.intercomobjects.IntercomException.Outcome
import io.github.intercomobjects.kotlin.CallCancelledException
import io.github.intercomobjects.kotlin.CoroutineObjects
import io.github.intercomobjects.kotlin.coroutines
import io.github.intercomobjects.kotlin.intercom
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList

/** Stores an order and lists ten shipped ones, without blocking a thread. */
suspend fun storeAndList(url: String, accessToken: String, contactId: String): List<String?> {
  val intercom = intercom {
    token = accessToken
    baseUrl = url // or region = Region.EU
  }
  val orders = intercom.coroutines().customObjects<Order>("Order")

  val saved = orders.upsert(order("ORDER-1", "placed", contactId)) // suspends
  val found = orders.findByExternalId("ORDER-1")?.value
  val shipped = orders.list().filter { it.attributes.getText("status") == "shipped" }.take(10)

  println("stored ${saved.id}, ${found?.status}")
  return shipped.map { it.externalId }.toList()
}

/** Stores any number of orders, and prints failures. Orders are requested when they can be sent. */
suspend fun storeAll(orders: CoroutineObjects<Order>, all: Flow<Order>): BulkReport =
  orders
    .bulk {
      onResult { result -> result.failure?.let { println("${result.externalId}: ${it.message}") } }
    }
    .upsertAll(all)

/** Stores an order. If the coroutine is cancelled meanwhile, reports whether it was stored. */
suspend fun storeOrReport(
  orders: CoroutineObjects<Order>,
  order: Order,
  onUnknown: (Order, Outcome) -> Unit,
) {
  try {
    orders.upsert(order)
  } catch (e: CallCancelledException) {
    onUnknown(order, e.outcome)
    throw e
  }
}
