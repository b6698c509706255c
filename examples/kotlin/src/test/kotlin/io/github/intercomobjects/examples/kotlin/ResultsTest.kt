package io.github.intercomobjects.examples.kotlin

import com.squareup.moshi.Moshi
import com.squareup.moshi.kotlin.reflect.KotlinJsonAdapterFactory
import io.github.intercomobjects.ApiException
import io.github.intercomobjects.ApiVersion
import io.github.intercomobjects.Attributes
import io.github.intercomobjects.BulkException
import io.github.intercomobjects.CallListener.Wait.Reason
import io.github.intercomobjects.ConnectionException
import io.github.intercomobjects.ContactMergedException
import io.github.intercomobjects.ExternalId
import io.github.intercomobjects.Fakes
import io.github.intercomobjects.Fallback
import io.github.intercomobjects.IntercomException.Outcome
import io.github.intercomobjects.ObjectType
import io.github.intercomobjects.Parent
import io.github.intercomobjects.RateLimitException
import io.github.intercomobjects.References
import io.github.intercomobjects.UnsupportedVersionException
import java.io.IOException
import java.time.Duration
import java.time.Instant
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

/** Tests of results: their JSON form, those that a test constructs, pages, names and options. */
class ResultsTest {
  enum class Status {
    @Suppress("unused") placed,
    @Fallback OTHER,
  }

  @JvmRecord
  data class Rated(@ExternalId val orderNumber: String, val totalAmount: Int?, val status: Status?)

  private val shop = Shop()
  private val order = Order("ORDER-1", Instant.ofEpochSecond(1788280000), "placed", null, null)
  private val type = ObjectType.of("Order", Order::class.java)
  private val moshi = Moshi.Builder().addLast(KotlinJsonAdapterFactory()).build()

  @AfterEach
  fun close() {
    shop.close()
  }

  @Test
  fun `results are maps as JSON has them`() {
    val saved = shop.orders.upsert(order)
    val page = shop.orders.list().page(1)
    val linked = shop.orders.associations(shop.customer, "orders").replace(listOf(saved.id))

    assertThat(saved.toMap()).containsEntry("stored", saved.stored.toMap())
    assertThat(saved.stored.toMap()).containsEntry("external_id", "ORDER-1")
    assertThat(page.toMap()["data"]).isEqualTo(listOf(saved.stored.toMap()))
    assertThat(linked.toMap()).containsEntry("ids", listOf(saved.id))
    assertThat(References.one("7").toList()).containsExactly("7")
    assertThat(shop.intercom.check().toMap()).containsKey("region")
    assertThat(Fakes.report().build().toMap()).containsEntry("stored", 0L)
    assertThat(Fakes.dropped("status", "lost").toMap()).containsEntry("sent", "lost")
  }

  @Test
  fun `a page has any size`() {
    listOf("ORDER-1", "ORDER-2", "ORDER-3").forEach {
      shop.untyped.upsert(it, Attributes.builder().set("status", "placed").build())
    }

    val last = shop.untyped.list().page(2, 2)

    assertThat(last.objects).hasSize(1)
    assertThat(last.totalPages).isEqualTo(2)
  }

  @Test
  fun `results are constructed`() {
    val stored = Fakes.customObject(type, moshi, "22", order)
    val saved = Fakes.upserted(stored, Fakes.dropped("status", "lost", "7"))
    val untyped =
      Fakes.customObject(ObjectType.untyped("Order"), "23", null, Attributes.builder().build())
    val rated = Fakes.customObject(rated(ObjectType.Naming.SNAKE_CASE), "24", Rated("ORDER-2", 3, null))

    assertThat(stored.value).isEqualTo(order)
    assertThat(saved.dropped.single().missingIds).containsExactly("7")
    assertThat(untyped.externalId).isNull()
    assertThat(rated.attributes.toMap()).containsEntry("total_amount", 3L)
    assertThat(Fakes.page(1, listOf(stored), 7, 901).totalCount).isEqualTo(901)
    val linked =
      Fakes.linked(Parent.contact("63a0"), "orders", listOf("22"), true, listOf(), listOf())
    assertThat(linked.isComplete).isTrue()
  }

  private fun rated(naming: ObjectType.Naming) =
    ObjectType.builder("Order", Rated::class.java).naming(naming).build()

  @Test
  fun `an option that the enum lacks is its fallback`() {
    val attributes = Attributes.builder().set("status", "shipped").build()

    val read = Fakes.customObject(rated(ObjectType.Naming.AS_DECLARED), "22", "ORDER-1", attributes).value

    assertThat(read).isEqualTo(Rated("ORDER-1", null, Status.OTHER))
  }

  @Test
  fun `exceptions are constructed`() {
    val limited =
      Fakes.failure(RateLimitException::class.java)
        .retryAfter(Duration.ofSeconds(7))
        .limit(83)
        .version(ApiVersion.V2_15)
        .attempts(3)
        .build()
    val failed =
      Fakes.failure(ApiException::class.java)
        .status(503)
        .error("service_unavailable", "Try again")
        .error("server_error", "Failed", "status")
        .requestId("r1")
        .outcome(Outcome.NOT_APPLIED)
        .build()
    val merged = Fakes.failure(ContactMergedException::class.java).mergedIntoId("63a1").build()
    val old =
      Fakes.failure(UnsupportedVersionException::class.java)
        .requiredVersion(ApiVersion.PREVIEW)
        .build()
    val lost =
      Fakes.failure(ConnectionException::class.java).cause(IOException("reset")).build()

    assertThat(limited.rateLimit.retryAfter).isEqualTo(Duration.ofSeconds(7))
    assertThat(failed.errors).hasSize(2)
    assertThat(merged.mergedIntoId).isEqualTo("63a1")
    assertThat(old.requiredVersion).isEqualTo(ApiVersion.PREVIEW)
    assertThat(lost).hasMessageContaining("reset")
  }

  @Test
  fun `a report is constructed`() {
    val report =
      Fakes.report()
        .complete(false)
        .stored(1200)
        .dropped("status", 3)
        .deleted(4)
        .absent(5)
        .failed("400 parameter_invalid", 2)
        .calls(1215, 4, 1)
        .inFlightLimited(true)
        .waited(Reason.WINDOW, Duration.ofSeconds(9))
        .elapsed(Duration.ofSeconds(71))
        .build()

    assertThat(report.partlyStored).isEqualTo(3)
    assertThat(report.isInFlightLimited).isTrue()
    assertThat(Fakes.failure(BulkException::class.java).report(report).build().report)
      .isSameAs(report)
  }
}
