package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.Bulk
import io.github.intercomobjects.ContactKey
import io.github.intercomobjects.GuardedException
import io.github.intercomobjects.IntercomException.Outcome
import io.github.intercomobjects.ObjectWriter
import io.github.intercomobjects.ObjectWriter.OnFull
import io.github.intercomobjects.References
import io.github.intercomobjects.client.model.CreateContactRequest
import java.time.Duration
import java.time.Instant
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import java.util.function.BooleanSupplier
import kotlin.jvm.optionals.getOrNull
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowableOfType
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

class WriterTest {
  private val shop = Shop()

  @AfterEach fun close() = shop.close()

  private fun order(number: String) = Order(number, Instant.EPOCH, "shipped", null, null)

  private val status = Attributes.builder().set("status", "placed").build()

  private fun exists(number: String) = shop.orders.findByExternalId(number).getOrNull() != null

  @Test
  fun `changes are pushed, and their futures have the results`() {
    val results = mutableListOf<Bulk.Result<Order>>()
    val settled = mutableListOf<Long>()
    val threads = Executors.newFixedThreadPool(2)
    val writer: ObjectWriter<Order> =
      shop.orders
        .writer()
        .executor(threads)
        .maxInFlight(2)
        .bufferSize(10)
        .onFull(OnFull.BLOCK)
        .merge(false)
        .guard { true }
        .onResult { results += it }
        .onCheckpoint { settled += it.count }
        .onProgress { assertThat(it.toString()).isNotEmpty() }
        .progressInterval(Duration.ofSeconds(1))
        .build()

    val saved = writer.upsert(order("ORDER-1"))
    val partial = writer.upsert("ORDER-2", status)
    val gone = writer.delete("ORDER-3")
    writer.flush()

    assertThat(saved.get()?.id).isEqualTo(shop.orders.getByExternalId("ORDER-1").id)
    assertThat(partial.get()?.stored?.attributes?.getText("status")).isEqualTo("placed")
    assertThat(gone.get()).isFalse()
    assertThat(results.map { it.externalId })
      .containsExactlyInAnyOrder("ORDER-1", "ORDER-2", "ORDER-3")
    assertThat(writer.closeNow()).isEmpty()
    assertThat(settled.last()).isEqualTo(3)
    threads.shutdown()
  }

  @Test
  fun `a guard refuses one change, or all of a bulk run`() {
    val closed = BooleanSupplier { false }
    val writer = shop.orders.writer().onFull(OnFull.FAIL).build()
    val refused =
      listOf(
        writer.upsert(order("ORDER-1"), closed),
        writer.upsert("ORDER-1", status, closed),
        writer.delete("ORDER-1", closed),
      )
    writer.close()
    for (future in refused) {
      val failure = catchThrowableOfType(ExecutionException::class.java) { future.get() }.cause
      assertThat((failure as GuardedException).outcome).isEqualTo(Outcome.NOT_APPLIED)
    }
    val report = shop.orders.bulk().guard(closed).upsertAll(listOf(order("ORDER-1")))
    assertThat(report.stored).isZero()
    assertThat(exists("ORDER-1")).isFalse()
  }

  @Test
  fun `one run applies upserts and deletions`() {
    shop.orders.upsert(order("ORDER-1"))
    val report =
      shop.orders
        .bulk()
        .deleteIf { it.number == "ORDER-1" }
        .upsertAll(listOf(order("ORDER-1"), order("ORDER-2")))
    assertThat(report.deleted).isEqualTo(1)
    assertThat(exists("ORDER-1")).isFalse()
    assertThat(exists("ORDER-2")).isTrue()
  }

  @Test
  fun `contacts are named by keys`() {
    val key = ContactKey.externalId("customer-7")
    val contacts =
      shop
        .client {
          callsPerWindow(500)
          contactCache(100, Duration.ofMinutes(5))
        }
        .use { it.contacts().directory().find(key).getOrNull() to key.value }
    assertThat(contacts).isEqualTo(shop.customerId to "customer-7")

    val directory = shop.intercom.contacts().directory()
    val zoe = ContactKey.email("zoe@example.com")
    assertThat(directory.get(key)).isEqualTo(shop.customerId)
    assertThat(directory.findAll(listOf(zoe))[zoe]).containsExactly(shop.customerId)
    directory.forget(key)
    assertThat(shop.intercom.contacts().findByEmail("zoe@example.com").getOrNull()?.id)
      .isEqualTo(shop.customerId)
  }

  @Test
  fun `references name contacts that exist, are created or are omitted`() {
    fun linked(references: References) =
      shop.untyped
        .upsert("ORDER-1", Attributes.builder().set("customer", references).build())
        .stored
        .attributes
        .getReferences("customer")
        ?.ids
        .orEmpty()

    assertThat(linked(References.contact(ContactKey.externalId("customer-7"))))
      .containsExactly(shop.customerId)
    assertThat(linked(References.contact(ContactKey.externalId("nobody")).orUnlinked())).isEmpty()
    assertThat(linked(References.contact(ContactKey.externalId("customer-8")).orCreated()))
      .hasSize(1)
    val helpers = References.contacts(listOf(ContactKey.externalId("customer-7")))
    val saved =
      shop.untyped.upsert("ORDER-2", Attributes.builder().set("helpers", helpers).build())
    assertThat(saved.dropped).isEmpty()
  }

  @Test
  fun `a contact is created, or found`() {
    val request = CreateContactRequest.builder().externalId("customer-9").build()
    val created = shop.intercom.contacts().create(request)
    assertThat(shop.intercom.contacts().findOrCreate(request).id).isEqualTo(created.id)
  }
}
