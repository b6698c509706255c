package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.AuthenticationException
import io.github.intercomobjects.Bulk
import io.github.intercomobjects.BulkException
import io.github.intercomobjects.CallListener.Wait.Reason
import io.github.intercomobjects.sandbox.Fault
import java.time.Duration
import java.time.Instant
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.streams.asStream
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

class BulkTest {
  private val shop = Shop()

  @AfterEach fun close() = shop.close()

  private val orders = shop.orders

  private fun order(number: Int, status: String = "shipped") =
    Order("ORDER-$number", Instant.EPOCH, status, null, null)

  private fun orders(count: Int) = (1..count).asSequence().map { order(it) }

  @Test
  fun `sequences, collections and iterators are stored`() {
    val results = mutableListOf<Bulk.Result<Order>>()

    val report = orders.bulk().onResult { results += it }.upsertAll(orders(20).asStream())

    assertThat(report.isComplete).isTrue()
    assertThat(report.stored).isEqualTo(20)
    assertThat(report.calls).isEqualTo(20)
    assertThat(report.failures).isEmpty()
    assertThat(results).allMatch { it.isSuccess && it.failure == null && it.id != null }
    assertThat(results.map { it.upserted?.id }).isEqualTo(results.map { it.id })
    assertThat(results.map { it.index }.toSet()).hasSize(20)
    assertThat(results.map { it.item?.number }).isEqualTo(results.map { it.externalId })
    assertThat(orders.bulk().upsertAll(orders(3).toList()).stored).isEqualTo(3)
    assertThat(orders.bulk().upsertAll(orders(3).iterator()).stored).isEqualTo(3)
  }

  @Test
  fun `values that are not stored are in result and report`() {
    val dropped = mutableListOf<String>()

    val report =
      orders
        .bulk()
        .onResult { result -> dropped += result.dropped.map { it.name } }
        .upsertAll(listOf(order(1, "lost")))

    assertThat(dropped).containsExactly("status")
    assertThat(report.partlyStored).isEqualTo(1)
    assertThat(report.dropped).containsEntry("status", 1L)
    assertThat(report.failed).isZero()
  }

  @Test
  fun `some attributes of rows are stored with progress and checkpoints`() {
    val checkpoints = mutableListOf<Bulk.Checkpoint<Int>>()
    val progress = mutableListOf<Bulk.Progress>()
    val threads = Executors.newFixedThreadPool(2)
    val stop = AtomicBoolean()

    val report =
      orders
        .bulk({ i: Int -> "ORDER-$i" }, { Attributes.builder().set("status", "shipped").build() })
        .executor(threads)
        .maxInFlight(2)
        .progressInterval(Duration.ZERO)
        .total(9)
        .onCheckpoint { checkpoints += it }
        .onProgress { progress += it }
        .stopOn { it.failure is AuthenticationException }
        .stopWhen(stop::get)
        .upsertAll((1..9).asSequence().asStream())
    threads.shutdown()

    assertThat(report.elapsed).isPositive()
    assertThat(checkpoints.last().count).isEqualTo(9)
    assertThat(checkpoints.last().lastItem).isEqualTo(9)
    assertThat(progress.last().done).isEqualTo(9)
    assertThat(progress.last().failed).isZero()
    assertThat(progress.last().total).isEqualTo(9)
    assertThat(progress.last().elapsed).isPositive()
    assertThat(progress.last().rate).isPositive()
    assertThat(progress.last().estimatedEnd).isNotNull()
  }

  @Test
  fun `deletions count missing objects`() {
    orders.bulk().upsertAll(orders(3).toList())
    val deleted = mutableListOf<Boolean>()

    val report =
      orders.bulk().onResult { deleted += it.isDeleted }.deleteAll(listOf("ORDER-1", "NONE"))

    assertThat(deleted).containsExactlyInAnyOrder(true, false)
    assertThat(report.deleted).isEqualTo(1)
    assertThat(report.absent).isEqualTo(1)
    assertThat(orders.bulk().deleteAll(sequenceOf("ORDER-2").asStream()).deleted).isEqualTo(1)
    assertThat(orders.bulk().deleteAll(sequenceOf("ORDER-3").iterator()).deleted).isEqualTo(1)
  }

  @Test
  fun `a lost response is retried and reported`() {
    shop.sandbox.faults().onNext(Fault.lostAnswer())

    val report = orders.bulk().upsertAll(orders(2).toList())

    assertThat(report.retries).isEqualTo(1)
    assertThat(report.rateLimited).isZero()
    assertThat(report.waits).containsOnlyKeys(Reason.NO_ANSWER)
  }

  @Test
  fun `a source that throws ends the run with a report`() {
    val broken = orders(5).onEach { if (it.number == "ORDER-4") error("broken") }

    assertThatThrownBy { orders.bulk().upsertAll(broken.asStream()) }
      .isInstanceOfSatisfying(BulkException::class.java) {
        assertThat(it.report.stored).isEqualTo(3)
        assertThat(it).hasRootCauseMessage("broken")
      }
  }
}
