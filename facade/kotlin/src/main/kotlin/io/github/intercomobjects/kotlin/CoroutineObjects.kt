package io.github.intercomobjects.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.Bulk
import io.github.intercomobjects.CustomObject
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.NotFoundException
import io.github.intercomobjects.ObjectList
import io.github.intercomobjects.ObjectWriter
import io.github.intercomobjects.Parent
import io.github.intercomobjects.Upserted
import kotlin.jvm.optionals.getOrNull
import kotlinx.coroutines.flow.Flow

/**
 * The objects of one custom object type, with calls that suspend. The functions do what those of
 * [CustomObjects] with the same names do, and throw their exceptions.
 *
 * ```
 * val orders = intercom.coroutines().customObjects<Order>("Order")
 * val saved = orders.upsert(order)
 * val shipped = orders.list().filter { it.value.status == "shipped" }.take(10).toList()
 * ```
 */
public class CoroutineObjects<T : Any>
internal constructor(
  /** The same objects, with calls that block. */
  public val blocking: CustomObjects<T>
) {
  /** Stores [value]: creates the object, or updates the one with its external id. */
  public suspend fun upsert(value: T): Upserted<T> = intercomCall { blocking.upsert(value) }

  /** Stores only these attributes of the object with this external id; creates it if need be. */
  public suspend fun upsert(externalId: String, attributes: Attributes): Upserted<T> =
    intercomCall {
      blocking.upsert(externalId, attributes)
    }

  /** Creates an object without an external id. Every call creates another one. */
  public suspend fun create(value: T): Upserted<T> = intercomCall { blocking.create(value) }

  /** Returns the object with this external id, or null if there is none. */
  public suspend fun findByExternalId(externalId: String): CustomObject<T>? =
    intercomCall {
      blocking.findByExternalId(externalId).getOrNull()
    }

  /**
   * Returns the object with this external id.
   *
   * @throws NotFoundException if there is none
   */
  public suspend fun getByExternalId(externalId: String): CustomObject<T> = intercomCall {
    blocking.getByExternalId(externalId)
  }

  /** Returns the object with this id of Intercom's, or null if there is none. */
  public suspend fun findById(id: String): CustomObject<T>? = intercomCall {
    blocking.findById(id).getOrNull()
  }

  /**
   * Returns the object with this id of Intercom's.
   *
   * @throws NotFoundException if there is none
   */
  public suspend fun getById(id: String): CustomObject<T> = intercomCall { blocking.getById(id) }

  /** Deletes the object with this external id, and returns whether it existed. */
  public suspend fun deleteByExternalId(externalId: String): Boolean = intercomCall {
    blocking.deleteByExternalId(externalId)
  }

  /** Deletes the object with this id of Intercom's, and returns whether it existed. */
  public suspend fun deleteById(id: String): Boolean = intercomCall { blocking.deleteById(id) }

  /** Returns all objects of the type: see [asFlow]. */
  public fun list(): Flow<CustomObject<T>> = blocking.list().asFlow()

  /** Returns the objects that are linked to a contact or conversation: see [asFlow]. */
  public fun list(parent: Parent): Flow<CustomObject<T>> = blocking.list(parent).asFlow()

  /** Returns all pages of the type, with their totals: see [pagesAsFlow]. */
  public fun pages(): Flow<ObjectList.Page<T>> = blocking.list().pagesAsFlow()

  /** Returns the pages of the objects that are linked to a contact or conversation. */
  public fun pages(parent: Parent): Flow<ObjectList.Page<T>> = blocking.list(parent).pagesAsFlow()

  /** Returns the objects that a contact or conversation is linked to under [attribute]. */
  public fun associations(parent: Parent, attribute: String): CoroutineAssociations<T> =
    CoroutineAssociations(blocking.associations(parent, attribute))

  /**
   * Returns a bulk run that stores or deletes the items of a flow.
   *
   * @param options sets options of [Bulk]; called for each run
   */
  public fun bulk(options: Bulk<T>.() -> Unit = {}): CoroutineBulk<T> =
    CoroutineBulk { blocking.bulk().apply(options) }

  /**
   * Returns a bulk run over items of any type, which stores only the attributes that a function
   * returns.
   *
   * @param options sets options of [Bulk]; called for each run
   */
  public fun <S : Any> bulk(
    externalId: (S) -> String,
    attributes: (S) -> Attributes,
    options: Bulk<S>.() -> Unit = {},
  ): CoroutineBulk<S> = CoroutineBulk { blocking.bulk(externalId, attributes).apply(options) }

  /**
   * Returns a writer, which takes changes one by one and sends them in the background.
   *
   * @param options sets options of [ObjectWriter.Builder]
   */
  public fun writer(options: ObjectWriter.Builder<T>.() -> Unit = {}): CoroutineWriter<T> =
    CoroutineWriter(blocking.writer().onFull(ObjectWriter.OnFull.BLOCK).apply(options).build())

  override fun toString(): String = "coroutines of $blocking"
}
