package io.github.intercomobjects.kotlin

import io.github.intercomobjects.Associations
import io.github.intercomobjects.IncompleteAssociationsException

/**
 * The objects that are linked to a contact or conversation, with calls that suspend. The functions
 * do what those of [Associations] with the same names do, and throw their exceptions.
 *
 * ```
 * val linked = orders.associations(Parent.contact(customer.id), "orders")
 * linked.replace(listOf(saved.id)) // one PUT and no read: preferred
 * ```
 */
public class CoroutineAssociations<T : Any>
internal constructor(
  /** The same associations, with calls that block. */
  public val blocking: Associations<T>
) {
  /** Returns the same associations, treating what the parent shows as complete. */
  public fun assumeComplete(): CoroutineAssociations<T> =
    CoroutineAssociations(blocking.assumeComplete())

  /** Links the parent to exactly these objects with one PUT, and detaches all others. */
  public suspend fun replace(ids: Collection<String>): Associations.Linked = intercomCall {
    blocking.replace(ids)
  }

  /**
   * Links the parent to these objects too.
   *
   * @throws IncompleteAssociationsException if the current set is not completely known
   */
  public suspend fun add(vararg ids: String): Associations.Linked = intercomCall {
    blocking.add(*ids)
  }

  /**
   * Detaches these objects from the parent.
   *
   * @throws IncompleteAssociationsException if the current set is not completely known
   */
  public suspend fun remove(vararg ids: String): Associations.Linked = intercomCall {
    blocking.remove(*ids)
  }

  /** Detaches all objects from an attribute that refers to many. */
  public suspend fun clear(): Associations.Linked = intercomCall { blocking.clear() }

  /** Sets an attribute that refers to one object; null detaches it. */
  public suspend fun set(id: String?): Associations.Linked = intercomCall { blocking.set(id) }

  /** Reads the objects that the parent shows. */
  public suspend fun read(): Associations.Linked = intercomCall { blocking.read() }

  override fun toString(): String = "coroutines of $blocking"
}
