package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.AuthenticationException
import io.github.intercomobjects.BulkException
import io.github.intercomobjects.InvalidRequestException
import io.github.intercomobjects.kotlin.coroutines
import io.github.intercomobjects.sandbox.Fault
import java.util.concurrent.ConcurrentSkipListMap
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test

class ChangesTest {
  private val shop = Shop()
  private val orders = shop.orders.coroutines()
  private val committed = CopyOnWriteArrayList(listOf(0L))
  private val aside = ConcurrentSkipListMap<Long, RuntimeException>()

  @AfterEach fun close() = shop.close()

  /** Five bursts for each of ten orders; the last one deletes every third order. */
  private val changes =
    (0 until 250).map {
      val order = it / 5 % 10
      val isLast = it >= 200
      val status = if (isLast && order % 3 == 0) null else if (isLast) "shipped" else "placed"
      Change(it.toLong(), "ORDER-$order", status)
    }

  private fun assertLastStates() {
    val numbers = shop.orders.list().map { it.externalId to it.attributes.getText("status") }
    assertThat(numbers)
      .containsExactlyInAnyOrderElementsOf(
        (0..9).filter { it % 3 != 0 }.map { "ORDER-$it" to "shipped" }
      )
  }

  @Test
  fun `bursts are merged, and everything is committed`(): Unit = runBlocking {
    applyChanges(orders, 0, changes.asFlow(), committed::add, aside::put)
    assertThat(committed).isSorted.last().isEqualTo(250L)
    assertThat(shop.sandbox.calls).hasSizeLessThan(250)
    assertLastStates()
  }

  @Test
  fun `nothing is lost after a failure and redelivery`() {
    shop.sandbox.faults().onAny().after(10).times(1).fail(Fault.status(401))
    assertThatThrownBy {
        runBlocking { applyChanges(orders, 0, changes.asFlow(), committed::add, aside::put) }
      }
      .isInstanceOf(BulkException::class.java)
      .hasCauseInstanceOf(AuthenticationException::class.java)
    val reached = committed.last()
    assertThat(reached).isLessThan(250)
    runBlocking {
      applyChanges(orders, reached, changes.drop(reached.toInt()).asFlow(), committed::add, aside::put)
    }
    assertThat(committed).isSorted.last().isEqualTo(250L)
    assertLastStates()
  }

  @Test
  fun `a change that can never be applied is set aside, and does not come again`(): Unit =
    runBlocking {
      shop.sandbox.faults().onAny().after(2).times(1).fail(Fault.status(422))
      val some =
        listOf("ORDER-1", " ", "ORDER-2", "ORDER-3", " ").mapIndexed { i, number ->
          Change(i.toLong(), number, "placed")
        }
      applyChanges(orders, 0, some.asFlow(), committed::add, aside::put)

      assertThat(committed.last()).isEqualTo(5L)
      assertThat(aside.keys).hasSize(3).contains(1L, 4L)
      assertThat(aside.values.filterIsInstance<InvalidRequestException>()).hasSize(1)
      assertThat(shop.orders.list()).hasSize(2)
    }

  @Test
  fun `a cancelled consumer commits only what is settled`(): Unit = runBlocking {
    lateinit var consumer: Job
    val endless = flow {
      changes.forEach {
        if (it.offset == 100L) consumer.cancel()
        emit(it)
      }
    }
    consumer = launch { applyChanges(orders, 0, endless, committed::add, aside::put) }
    consumer.cancelAndJoin()
    val reached = committed.last()
    assertThat(reached).isLessThanOrEqualTo(100)
    applyChanges(orders, reached, changes.drop(reached.toInt()).asFlow(), committed::add, aside::put)
    assertThat(committed.last()).isEqualTo(250L)
    assertLastStates()
  }
}
