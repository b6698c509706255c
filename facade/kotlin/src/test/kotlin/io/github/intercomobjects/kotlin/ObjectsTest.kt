package io.github.intercomobjects.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.ContactKey
import io.github.intercomobjects.NotFoundException
import io.github.intercomobjects.Nulls
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.client.api.ContactsApi
import io.github.intercomobjects.client.model.CreateContactRequest
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Tests that each suspending function does what the blocking one does. */
class ObjectsTest {
  private val shop = Shop()
  private val orders = shop.orders
  private val contacts = shop.intercom.coroutines().contacts()

  @AfterEach fun close() = shop.close()

  private suspend fun isMissing(call: suspend () -> Any?) =
    runCatching { call() }.exceptionOrNull() is NotFoundException

  @Test
  fun `objects are stored, found and deleted`(): Unit = runBlocking {
    val saved = orders.upsert(order(1))
    val shipped = Attributes.builder().set("status", "shipped").build()
    assertThat(orders.upsert("ORDER-1", shipped).id).isEqualTo(saved.id)
    val created = orders.create(Order(null, "placed"))

    assertThat(orders.findByExternalId("ORDER-1")?.value).isEqualTo(Order("ORDER-1", "shipped"))
    assertThat(orders.getByExternalId("ORDER-1").id).isEqualTo(saved.id)
    assertThat(orders.findById(created.id)?.externalId).isNull()
    assertThat(orders.getById(created.id).id).isEqualTo(created.id)

    assertThat(orders.deleteByExternalId("ORDER-1")).isTrue()
    assertThat(orders.deleteByExternalId("ORDER-1")).isFalse()
    assertThat(orders.deleteById(created.id)).isTrue()
    assertThat(orders.findByExternalId("ORDER-1")).isNull()
    assertThat(orders.findById(created.id)).isNull()
    assertThat(isMissing { orders.getByExternalId("ORDER-1") }).isTrue()
    assertThat(isMissing { orders.getById(created.id) }).isTrue()
  }

  @Test
  fun `objects are linked and detached`(): Unit = runBlocking {
    val ids = (1..3).map { orders.upsert(order(it)).id }
    val linked = orders.associations(shop.customer, "orders")

    assertThat(linked.replace(ids.take(1)).ids).containsExactly(ids[0])
    assertThat(linked.add(ids[1], ids[2]).ids).isEqualTo(ids)
    assertThat(linked.remove(ids[0]).ids).containsExactly(ids[1], ids[2])
    assertThat(linked.read().isComplete).isTrue()
    assertThat(linked.assumeComplete().read().ids).containsExactly(ids[1], ids[2])
    assertThat(linked.clear().ids).isEmpty()

    val main = orders.associations(shop.conversation, "main_order")
    assertThat(main.set(ids[0]).ids).containsExactly(ids[0])
    assertThat(main.set(null).ids).isEmpty()
  }

  @Test
  fun `contacts are found, created, changed and deleted`(): Unit = runBlocking {
    assertThat(contacts.findByExternalId("customer-7")?.id).isEqualTo(shop.customerId)
    assertThat(contacts.findByExternalId("customer-8")).isNull()
    assertThat(contacts.findByEmail("zoe@example.com")?.id).isEqualTo(shop.customerId)
    assertThat(contacts.findByEmail("nobody@example.com")).isNull()
    assertThat(contacts.get(shop.customerId).name).isEqualTo("Zoë")

    val request = CreateContactRequest.builder().externalId("customer-9").build()
    val created = contacts.create(request)
    assertThat(contacts.findOrCreate(request).id).isEqualTo(created.id)
    val gold = Attributes.builder().set("tier", "gold").build()
    assertThat(contacts.updateAttributes(created.id, gold).customAttributes)
      .containsEntry("tier", "gold")
    assertThat(contacts.archive(created.id).archived).isTrue()
    assertThat(contacts.block(created.id).blocked).isTrue()
    assertThat(contacts.delete(created.id)).isTrue()
    assertThat(contacts.delete(created.id)).isFalse()
  }

  @Test
  fun `a directory turns keys into ids`(): Unit = runBlocking {
    val directory = contacts.directory()
    val key = ContactKey.externalId("customer-7")
    val nobody = ContactKey.email("nobody@example.com")

    assertThat(directory.get(key)).isEqualTo(shop.customerId)
    assertThat(directory.find(key)).isEqualTo(shop.customerId)
    assertThat(directory.find(nobody)).isNull()
    assertThat(isMissing { directory.get(nobody) }).isTrue()
    directory.forget(key)
    assertThat(directory.findAll(listOf(key))[key]).containsExactly(shop.customerId)
  }

  @Test
  fun `a client checks its token, and executes calls of interfaces`(): Unit = runBlocking {
    val coroutines = shop.intercom.coroutines()
    val api = shop.intercom.api(ContactsApi::class.java)

    assertThat(coroutines.check().workspaceName).isEqualTo("Sandbox")
    assertThat(coroutines.execute(api.showContactByExternalId("customer-7")).id)
      .isEqualTo(shop.customerId)
    assertThat(intercomCall { shop.intercom.conversations().get(shop.conversation.id) }.id)
      .isEqualTo(shop.conversation.id)
  }

  @Test
  fun `types have the options of their builder, and blocking objects become suspending`(): Unit =
    runBlocking {
      val type = objectType<Order>("Order") { nulls(Nulls.OMIT) }
      assertThat(type.nulls).isEqualTo(Nulls.OMIT)

      shop.intercom.coroutines().customObjects(type).upsert(order(1))
      assertThat(shop.sandbox.calls.last().body)
        .isEqualTo("""{"external_id":"ORDER-1","custom_attributes":{"status":"placed"}}""")
      val blocking = shop.intercom.customObjects<Order>("Order")
      assertThat(blocking.coroutines().getByExternalId("ORDER-1").value.status).isEqualTo("placed")
      val untyped = shop.intercom.customObjects(ObjectType.untyped("Order")).coroutines()
      assertThat(untyped.getByExternalId("ORDER-1").value.getText("status")).isEqualTo("placed")
    }

  @Test
  fun `names in toString are those of the blocking objects`() {
    assertThat(orders.toString()).isEqualTo("coroutines of CustomObjects[Order]")
    assertThat(orders.blocking.toString()).isEqualTo("CustomObjects[Order]")
    assertThat(shop.intercom.coroutines().toString()).isEqualTo("coroutines of ${shop.intercom}")
    assertThat(orders.associations(shop.customer, "orders").toString())
      .startsWith("coroutines of Associations[orders of contact")
    assertThat(contacts.directory().toString()).startsWith("coroutines of ContactDirectory")
    assertThat(orders.writer().toString()).isEqualTo("coroutines of ObjectWriter[0 changes]")
  }
}
