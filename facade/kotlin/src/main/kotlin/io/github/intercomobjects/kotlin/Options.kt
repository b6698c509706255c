package io.github.intercomobjects.kotlin

import com.squareup.moshi.Moshi
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import io.github.intercomobjects.ApiVersion
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.Region
import okhttp3.OkHttpClient

/**
 * Returns a client that maps Kotlin classes. Only the [token][IntercomOptions.token] is required.
 *
 * ```
 * val intercom = intercom {
 *   token = System.getenv("INTERCOM_ACCESS_TOKEN")
 *   region = Region.EU
 *   configure { maxWait(Duration.ofSeconds(10)) }
 * }
 * ```
 *
 * @throws IllegalStateException if no access token was set
 */
public fun intercom(options: IntercomOptions.() -> Unit): Intercom =
  IntercomOptions().apply(options).build()

/** The options of a new client. What is null has the default of [Intercom.Builder]. */
public class IntercomOptions internal constructor() {
  /** The access token, from Developer Hub > Your app > Authentication. */
  public var token: String? = null

  /** The region that hosts the workspace; by default [Region.US]. */
  public var region: Region? = null

  /** Another base URL of the API than that of a region, such as that of a sandbox. */
  public var baseUrl: String? = null

  /** The Intercom-Version of every call. */
  public var version: ApiVersion? = null

  /** An HTTP client of your own, with its interceptors, proxy and timeouts. */
  public var client: OkHttpClient? = null

  /** A Moshi with your own adapters, to which the support of Kotlin classes is added. */
  public var moshi: Moshi? = null

  private val others = mutableListOf<Intercom.Builder.() -> Unit>()

  /**
   * Sets any option of [Intercom.Builder], after those of this class. A `moshi(..)` that is set here
   * replaces the one with the support of Kotlin classes.
   */
  public fun configure(options: Intercom.Builder.() -> Unit) {
    others += options
  }

  internal fun build(): Intercom {
    val builder = Intercom.builder()
    token?.let { builder.accessToken(it) }
    region?.let { builder.region(it) }
    baseUrl?.let { builder.baseUrl(it) }
    version?.let { builder.apiVersion(it) }
    client?.let { builder.client(it) }
    // Last, so that adapters of the user's precede it.
    val kotlin = (moshi?.newBuilder() ?: Moshi.Builder()).addLast(KotlinJsonAdapterFactory())
    builder.moshi(kotlin.build())
    others.forEach { builder.it() }
    return builder.build()
  }
}

/**
 * Returns the custom object type that Intercom calls [name], whose objects are of class [T].
 *
 * ```
 * val type = objectType<Order>("Order") { nulls(Nulls.OMIT) }
 * ```
 */
public inline fun <reified T : Any> objectType(
  name: String,
  options: ObjectType.Builder<T>.() -> Unit = {},
): ObjectType<T> = ObjectType.builder(name, T::class.java).apply(options).build()

/**
 * Returns the objects of a type, for calls that block. [coroutines] returns them for calls that
 * suspend.
 *
 * @throws IllegalArgumentException if class [T] cannot be mapped, naming the property and the fix
 */
public inline fun <reified T : Any> Intercom.customObjects(name: String): CustomObjects<T> =
  customObjects(objectType<T>(name))
