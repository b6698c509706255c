package io.github.intercomobjects.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.ContactDirectory
import io.github.intercomobjects.ContactKey
import io.github.intercomobjects.Contacts
import io.github.intercomobjects.NotFoundException
import io.github.intercomobjects.client.model.ArchivedContact
import io.github.intercomobjects.client.model.BlockedContact
import io.github.intercomobjects.client.model.Contact
import io.github.intercomobjects.client.model.CreateContactRequest
import kotlin.jvm.optionals.getOrNull

/**
 * The contacts that custom objects are linked to, with calls that suspend. The functions do what
 * those of [Contacts] with the same names do, and throw their exceptions.
 */
public class CoroutineContacts
internal constructor(
  /** The same contacts, with calls that block. */
  public val blocking: Contacts
) {
  /** Returns the directory that turns external ids and e-mail addresses into ids. */
  public fun directory(): CoroutineDirectory = CoroutineDirectory(blocking.directory())

  /**
   * Returns the contact with this id of Intercom's.
   *
   * @throws NotFoundException if there is none
   */
  public suspend fun get(id: String): Contact = intercomCall { blocking.get(id) }

  /** Returns the contact with this external id, or null if there is none. */
  public suspend fun findByExternalId(externalId: String): Contact? = intercomCall {
    blocking.findByExternalId(externalId).getOrNull()
  }

  /** Returns the contact with this e-mail address, or null if there is none. */
  public suspend fun findByEmail(email: String): Contact? = intercomCall {
    blocking.findByEmail(email).getOrNull()
  }

  /** Creates a contact. */
  public suspend fun create(request: CreateContactRequest): Contact = intercomCall {
    blocking.create(request)
  }

  /** Returns the contact that the request identifies, and creates it if there is none. */
  public suspend fun findOrCreate(request: CreateContactRequest): Contact = intercomCall {
    blocking.findOrCreate(request)
  }

  /** Changes only these custom attributes of a contact. */
  public suspend fun updateAttributes(id: String, attributes: Attributes): Contact = intercomCall {
    blocking.updateAttributes(id, attributes)
  }

  /** Blocks a contact. */
  public suspend fun block(id: String): BlockedContact = intercomCall { blocking.block(id) }

  /** Archives a contact. */
  public suspend fun archive(id: String): ArchivedContact = intercomCall { blocking.archive(id) }

  /** Deletes a contact, and returns whether it existed. */
  public suspend fun delete(id: String): Boolean = intercomCall { blocking.delete(id) }
}

/**
 * A directory of contacts, with calls that suspend. The functions do what those of
 * [ContactDirectory] with the same names do, and throw their exceptions.
 */
public class CoroutineDirectory
internal constructor(
  /** The same directory, with calls that block. */
  public val blocking: ContactDirectory
) {
  /** Returns the id of the contact with this key, or null if there is none. */
  public suspend fun find(key: ContactKey): String? = intercomCall {
    blocking.find(key).getOrNull()
  }

  /**
   * Returns the id of the contact with this key.
   *
   * @throws NotFoundException if there is none
   */
  public suspend fun get(key: ContactKey): String = intercomCall { blocking.get(key) }

  /** Returns the ids of the contacts with each of these keys. */
  public suspend fun findAll(keys: Collection<ContactKey>): Map<ContactKey, List<String>> =
    intercomCall {
      blocking.findAll(keys)
    }

  /** Forgets the ids of a key, so that the next call asks Intercom. */
  public fun forget(key: ContactKey): Unit = blocking.forget(key)

  override fun toString(): String = "coroutines of $blocking"
}
