package io.github.intercomobjects.kotlin

import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.WorkspaceCheck
import retrofit2.Call

/** Returns the suspending calls of this client. */
public fun Intercom.coroutines(): CoroutineIntercom = CoroutineIntercom(this)

/** Returns the suspending calls for these objects. */
public fun <T : Any> CustomObjects<T>.coroutines(): CoroutineObjects<T> = CoroutineObjects(this)

/**
 * The suspending calls of a client, which throw the exceptions of the blocking ones, and
 * [CallCancelledException] if the coroutine is cancelled.
 *
 * ```
 * val orders = intercom.coroutines().customObjects<Order>("Order")
 * val saved = orders.upsert(order)
 * ```
 *
 * [intercomCall] suspends for all other calls, such as those of `intercom.tickets()`.
 */
public class CoroutineIntercom
internal constructor(
  /** The client, whose calls block. */
  public val blocking: Intercom
) {
  /** Returns the objects of one custom object type. */
  public fun <T : Any> customObjects(type: ObjectType<T>): CoroutineObjects<T> =
    CoroutineObjects(blocking.customObjects(type))

  /** Returns the objects of the type that Intercom calls [name], which are of class [T]. */
  public inline fun <reified T : Any> customObjects(name: String): CoroutineObjects<T> =
    customObjects(objectType<T>(name))

  /** Returns the contacts that custom objects are linked to. */
  public fun contacts(): CoroutineContacts = CoroutineContacts(blocking.contacts())

  /** Fetches the owner of the token and the workspace's region, as [Intercom.check] does. */
  public suspend fun check(): WorkspaceCheck = intercomCall { blocking.check() }

  /** Executes a call of an interface from [Intercom.api], and returns the response body. */
  public suspend fun <T : Any> execute(call: Call<T>): T = intercomCall { blocking.execute(call) }

  override fun toString(): String = "coroutines of $blocking"
}
