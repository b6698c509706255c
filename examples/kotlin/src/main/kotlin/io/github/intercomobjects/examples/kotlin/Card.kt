package io.github.intercomobjects.examples.kotlin

import com.sun.net.httpserver.HttpExchange
import io.github.intercomobjects.CustomObject
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.Parent
import io.github.intercomobjects.canvas.CanvasApp
import io.github.intercomobjects.canvas.CanvasHandler
import io.github.intercomobjects.canvas.CardDetails
import io.github.intercomobjects.canvas.CardList
import io.github.intercomobjects.canvas.PerContact
import io.github.intercomobjects.canvas.model.Canvas

/** Returns the card of the orders of a contact, in the Inbox. */
fun ordersCard(orders: CustomObjects<Order>, clientSecret: String): CanvasApp {
  val list =
    CardList.builder<Order>("order")
      .heading("Orders")
      .subtitle { it.value.status }
      .empty("No orders yet")
      .build()
  val details =
    CardDetails.builder<Order>("order")
      .field("Status") { it.value.status }
      .field("Total") { it.value.totalAmount?.toPlainString() }
      .back("Back")
      .build()
  val cache = PerContact.builder<List<CustomObject<Order>>>().build()
  val home =
    CanvasHandler<Canvas> { request ->
      val found = cache.get(request) { id -> orders.list(Parent.contact(id)).take(100) }
      list.render(found, request)
    }
  return CanvasApp.builder(clientSecret)
    .inboxInitialize(home)
    .inboxSubmit("list:{button}", home)
    .inboxSubmit("order:{id}") { details.render(orders.getById(it.getPart("id")), it) }
    .build()
}

/** Responds to a request with the server of the JDK; another needs the same three values. */
fun respond(app: CanvasApp, exchange: HttpExchange) = exchange.use {
  // The signature is of these bytes. It is checked after they were read, so the length is limited.
  val body = it.requestBody.readNBytes(1 shl 20)
  val response = app.handle(it.requestURI.path, it.requestHeaders::getFirst, body)
  it.responseHeaders.set("Content-Type", response.contentType)
  it.sendResponseHeaders(response.status, 0)
  it.responseBody.write(response.body)
}
