package io.github.intercomobjects.examples.kotlin

import com.squareup.moshi.Moshi
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import io.github.intercomobjects.Attributes
import io.github.intercomobjects.CustomObject
import io.github.intercomobjects.DroppedAttributesException
import io.github.intercomobjects.ExternalId
import io.github.intercomobjects.ExternalUpdatedAt
import io.github.intercomobjects.NotFoundException
import io.github.intercomobjects.Nulls
import io.github.intercomobjects.ObjectList
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.Parent
import io.github.intercomobjects.References
import java.math.BigDecimal
import java.time.Instant
import kotlin.jvm.optionals.getOrNull
import kotlin.streams.asSequence
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowableOfType
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Tests of custom objects: types, values, attributes, lists and links. */
class ObjectsTest {
  data class Parcel(
    @ExternalId val number: String?,
    @ExternalUpdatedAt val changedAt: Instant?,
    val status: String?,
  )

  /** A class of another library, without annotations of this one. */
  data class Note(val coupon: String?)

  private val noon: Instant = Instant.parse("2026-01-31T12:00:00Z")
  private val shop = Shop()
  private val orders = shop.orders
  private val untyped = shop.untyped

  @AfterEach
  fun close() {
    shop.close()
  }

  private fun upsert(number: String) = orders.upsert(order(number, "placed", shop.customerId))

  @Test
  fun `a stored object has an id, external times and Intercom's times`() {
    val times = Attributes.builder().externalCreatedAt(noon).externalUpdatedAt(noon.plusSeconds(60))

    val stored = untyped.upsert("ORDER-1", times.build()).orThrow().stored

    assertThat(stored.externalCreatedAt).isEqualTo(noon)
    assertThat(stored.externalUpdatedAt).isEqualTo(noon.plusSeconds(60))
    assertThat(stored.createdAt).isNotNull().isEqualTo(stored.updatedAt)
    assertThat(untyped.getByExternalId("ORDER-1")).isEqualTo(stored).hasSameHashCodeAs(stored)
    assertThat(untyped.getById(stored.id).externalId).isEqualTo("ORDER-1")
  }

  @Test
  fun `an external time is cleared by null and kept otherwise`() {
    untyped.upsert("ORDER-1", Attributes.builder().externalUpdatedAt(noon).build())

    val silent = untyped.upsert("ORDER-1", Attributes.builder().clear("coupon").build())
    val cleared = untyped.upsert("ORDER-1", Attributes.builder().externalUpdatedAt(null).build())

    assertThat(silent.stored.externalUpdatedAt).isEqualTo(noon)
    assertThat(cleared.stored.externalUpdatedAt).isNull()
  }

  @Test
  fun `an annotated property is the time of the last change`() {
    val parcels = shop.intercom.customObjects(ObjectType.of("Order", Parcel::class.java))

    val saved = parcels.upsert(Parcel("ORDER-1", noon, "placed"))

    assertThat(saved.stored.externalUpdatedAt).isEqualTo(noon)
    assertThat(saved.stored.value).isEqualTo(Parcel("ORDER-1", noon, "placed"))
  }

  @Test
  fun `create creates another object each time`() {
    val first = untyped.create(Attributes.builder().set("coupon", "SPRING").build())
    val second = untyped.create(first.stored.attributes)

    assertThat(first.externalId).isNull()
    assertThat(second.id).isNotEqualTo(first.id)
    assertThat(untyped.list().ids()).containsExactlyInAnyOrder(first.id, second.id)
  }

  @Test
  fun `attributes are read by type`() {
    val sent =
      Attributes.builder()
        .set("status", "shipped")
        .set("total_amount", BigDecimal("99.90"))
        .set("gift", true)
        .set("shipped_at", noon)
        .set("customer", References.one(shop.customerId))
        .clear("coupon")
        .build()

    val attributes = untyped.upsert("ORDER-1", sent).stored.attributes

    assertThat(attributes["status"]).isEqualTo("shipped")
    assertThat(attributes.getText("status")).isEqualTo("shipped")
    assertThat(attributes.getNumber("total_amount")).isEqualTo(BigDecimal("99.90"))
    assertThat(attributes.getBoolean("gift")).isTrue()
    assertThat(attributes.getTime("shipped_at")).isEqualTo(noon)
    assertThat(attributes.getReferences("customer")?.ids).containsExactly(shop.customerId)
    assertThat(attributes.getText("gift")).isNull()
    assertThat(sent.has("coupon")).isTrue()
    assertThat(sent.has("carrier")).isFalse()
    assertThat(sent.toMap().filterValues { it == null }.keys).containsExactly("coupon")
    assertThat(sent.toBuilder().build()).isEqualTo(sent).hasSameHashCodeAs(sent)
  }

  @Test
  fun `dropped values are reported or thrown`() {
    val saved =
      untyped.upsert(
        "ORDER-1",
        Attributes.builder()
          .set("status", "lost in space")
          .set("helpers", References.many(listOf(shop.customerId, "nobody")))
          .build(),
      )

    val (status, helpers) = saved.dropped.sortedByDescending { it.name }
    assertThat(status.sent).isEqualTo("lost in space")
    assertThat(status.missingIds).isEmpty()
    assertThat(helpers.name).isEqualTo("helpers")
    assertThat(helpers.missingIds).containsExactly("nobody")
    assertThat(catchThrowableOfType(DroppedAttributesException::class.java) { saved.orThrow() })
      .hasMessageContaining("[status, helpers=[nobody]]")
      .hasMessageNotContaining("lost in space")
  }

  @Test
  fun `nulls clear attributes, or are omitted if the type says so`() {
    val clearing = ObjectType.of("Order", Parcel::class.java)
    val omitting = ObjectType.builder("Order", Parcel::class.java).nulls(Nulls.OMIT).build()
    assertThat(clearing.nulls).isEqualTo(Nulls.CLEAR)
    assertThat(omitting.nulls).isEqualTo(Nulls.OMIT)
    assertThat(omitting.name).isEqualTo("Order")

    fun statusAfterNull(type: ObjectType<Parcel>): String? =
      with(shop.intercom.customObjects(type)) {
        upsert(Parcel("ORDER-1", null, "placed"))
        upsert(Parcel("ORDER-1", null, null)).stored.value.status
      }
    assertThat(statusAfterNull(omitting)).isEqualTo("placed")
    assertThat(statusAfterNull(clearing)).isNull()
  }

  @Test
  fun `an adapter and a lambda map a class without annotations`() {
    val adapter =
      Moshi.Builder().addLast(KotlinJsonAdapterFactory()).build().adapter(Note::class.java)
    val type =
      ObjectType.builder("Order", adapter).externalId { note -> note.coupon?.lowercase() }.build()
    val notes = shop.intercom.customObjects(type)

    assertThat(notes.upsert(Note("SPRING")).externalId).isEqualTo("spring")
    assertThat(notes.create(Note(null)).externalId).isNull()
    assertThat(notes.getByExternalId("spring").value).isEqualTo(Note("SPRING"))
  }

  @Test
  fun `for a missing object find returns null, get throws and delete returns false`() {
    val id = upsert("ORDER-1").id

    val found: CustomObject<Order>? = orders.findById(id).getOrNull()
    assertThat(found?.value?.number).isEqualTo("ORDER-1")
    assertThat(orders.findByExternalId("ORDER-1").getOrNull()).isEqualTo(found)
    assertThat(orders.deleteById(id)).isTrue()
    assertThat(orders.deleteByExternalId("ORDER-1")).isFalse()
    assertThat(orders.findById(id).getOrNull()).isNull()
    assertThat(catchThrowableOfType(NotFoundException::class.java) { orders.getById(id) })
      .hasMessageStartingWith("there is no Order with id $id")
  }

  @Test
  fun `a list can be used as Iterable, stream and pages`() {
    val ids = (1..3).map { upsert("ORDER-$it").id }
    val list: ObjectList<Order> = orders.list()

    val numbers = mutableListOf<String>()
    for (one in list) {
      numbers += one.value.number
    }
    assertThat(numbers).containsExactly("ORDER-3", "ORDER-2", "ORDER-1")
    assertThat(list.asSequence().map { it.id }.first()).isEqualTo(ids.last())
    assertThat(list.stream().asSequence().map { it.id }.toList()).isEqualTo(ids.reversed())
    assertThat(list.ids()).isEqualTo(ids.reversed())

    val page: ObjectList.Page<Order> = list.pages().asSequence().single()
    assertThat(page.number).isEqualTo(1)
    assertThat(page.objects.map { it.id }).isEqualTo(ids.reversed())
    assertThat(page.totalPages ?: 0).isEqualTo(1)
    assertThat(page.totalCount ?: 0).isEqualTo(3)
  }

  @Test
  fun `links of a contact are replaced, added, removed and cleared`() {
    val (first, second, third) = (1..3).map { untyped.create(Attributes.builder().build()).id }
    val linked = untyped.associations(shop.customer, "orders")

    assertThat(linked.replace(setOf(first, second)).orThrow().ids).containsExactly(first, second)
    assertThat(linked.add(second, third).ids).containsExactly(first, second, third)
    assertThat(linked.remove(*arrayOf(first, third)).ids).containsExactly(second)
    assertThat(linked.add(listOf(third)).ids).containsExactly(second, third)
    assertThat(linked.remove(setOf(third)).ids).containsExactly(second)
    assertThat(linked.read().isComplete).isTrue()
    assertThat(untyped.list(shop.customer).single().id).isEqualTo(second)

    val odd = linked.replace(listOf(second, "nobody"))
    assertThat(odd.missingIds).containsExactly("nobody")
    assertThat(odd.extraIds).isEmpty()
    assertThat(linked.clear().ids).isEmpty()
  }

  @Test
  fun `a single link is set to an id or to null, and can be assumed complete`() {
    val id = upsert("ORDER-1").id
    val conversation = Parent.conversation(shop.conversationId)
    val main = orders.associations(conversation, "main_order")

    assertThat(main.set(id).ids).containsExactly(id)
    assertThat(main.assumeComplete().read().isComplete).isTrue()
    assertThat(main.guard { true }.set(null).ids).isEmpty()
    assertThat(conversation.id).isEqualTo(shop.conversationId)
    assertThat(conversation).isEqualTo(Parent.conversation(shop.conversationId))
    assertThat(conversation).isNotEqualTo(shop.customer)
  }
}
