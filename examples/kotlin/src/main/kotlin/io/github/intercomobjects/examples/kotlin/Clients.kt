package io.github.intercomobjects.examples.kotlin

import com.squareup.moshi.Moshi
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import io.github.intercomobjects.ApiVersion
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.Region

/**
 * A client that maps Kotlin classes: Moshi needs its Kotlin support to know the nullness and the
 * default values of their properties. Leave [baseUrl] out of your own to talk to Intercom.
 */
fun connect(baseUrl: String, accessToken: String): Intercom =
  Intercom.builder()
    .baseUrl(baseUrl)
    .accessToken(accessToken)
    .moshi(Moshi.Builder().addLast(KotlinJsonAdapterFactory()).build())
    .build()

/** Thread-safe, as the client is: make it once and keep it. */
fun Intercom.orders(): CustomObjects<Order> =
  customObjects(ObjectType.of("Order", Order::class.java))

/** The same workspace in the version to come; shares connections, rate limit and locks. */
fun Intercom.preview(): Intercom = withVersion(ApiVersion.PREVIEW)

/** A workspace in Europe; shares the connections only. */
fun Intercom.european(accessToken: String): Intercom =
  newBuilder().accessToken(accessToken).region(Region.EU).build()
