package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.IntercomException.Outcome
import io.github.intercomobjects.kotlin.coroutines
import io.github.intercomobjects.sandbox.Fault
import java.time.Duration
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@Timeout(60, unit = TimeUnit.SECONDS)
class SuspendingTest {
  private val shop = Shop()
  private val orders = shop.orders.coroutines()

  @AfterEach fun close() = shop.close()

  private fun order(number: Int, status: String = "shipped") =
    order("ORDER-$number", status, shop.customerId)

  @Test
  fun `an order is stored, and ten shipped ones are listed`(): Unit = runBlocking {
    storeAll(orders, (2..20).asFlow().map { order(it) })

    val shipped = storeAndList(shop.sandbox.baseUrl, shop.sandbox.token, shop.customerId)

    assertThat(shipped).hasSize(10).doesNotContain("ORDER-1")
    assertThat(shop.workspace.getInstances("Order")).hasSize(20)
  }

  @Test
  fun `the outcome of a cancelled call is reported`(): Unit = runBlocking {
    shop.sandbox.faults().onNext(Fault.delay(Duration.ofMinutes(5)))
    val reported = CompletableDeferred<Outcome>()

    val storing = launch { storeOrReport(orders, order(1)) { _, it -> reported.complete(it) } }
    while (shop.sandbox.calls.isEmpty()) yield()
    storing.cancelAndJoin()

    assertThat(reported.await()).isEqualTo(Outcome.UNKNOWN)
  }
}
