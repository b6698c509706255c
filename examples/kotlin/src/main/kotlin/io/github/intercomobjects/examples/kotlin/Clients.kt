package io.github.intercomobjects.examples.kotlin

import com.squareup.moshi.Moshi
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import io.github.intercomobjects.ApiVersion
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.Region

/**
 * Returns a client that maps Kotlin classes: Moshi needs its Kotlin support for the nullness and
 * the default values of their properties. Omit [baseUrl] in your own code to connect to Intercom.
 */
fun connect(baseUrl: String, accessToken: String): Intercom =
  Intercom.builder()
    .baseUrl(baseUrl)
    .accessToken(accessToken)
    .moshi(Moshi.Builder().addLast(KotlinJsonAdapterFactory()).build())
    .build()

/** Returns the orders of a client. They are thread-safe like the client: create them once. */
fun Intercom.orders(): CustomObjects<Order> =
  customObjects(ObjectType.of("Order", Order::class.java))

/** Returns a client for the Preview version, which shares connections, rate limit and locks. */
fun Intercom.preview(): Intercom = withVersion(ApiVersion.PREVIEW)

/** Returns a client for a workspace in Europe, which shares only the connections. */
fun Intercom.european(accessToken: String): Intercom =
  newBuilder().accessToken(accessToken).region(Region.EU).build()
