package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.ApiVersion
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.Region
import io.github.intercomobjects.kotlin.customObjects
import io.github.intercomobjects.kotlin.intercom

/** Returns a client. Omit [url] in your own code to connect to Intercom. */
fun connect(url: String, accessToken: String): Intercom = intercom {
  token = accessToken
  baseUrl = url // or region = Region.EU
}

/** Returns the orders of a client. They are thread-safe like the client: create them once. */
fun Intercom.orders(): CustomObjects<Order> = customObjects<Order>("Order")

/** Returns a client for the Preview version, which shares connections, rate limit and locks. */
fun Intercom.preview(): Intercom = withVersion(ApiVersion.PREVIEW)

/** Returns a client for a workspace in Europe, which shares only the connections. */
fun Intercom.european(accessToken: String): Intercom =
  newBuilder().accessToken(accessToken).region(Region.EU).build()
