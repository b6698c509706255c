package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.CallListener
import io.github.intercomobjects.NotFoundException
import io.github.intercomobjects.sandbox.Fault
import java.time.Duration
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** The time limit is far shorter than the delayed responses, so calls must be cancelled. */
@Timeout(30, unit = TimeUnit.SECONDS)
class CallsTest {
  private val shop = Shop { rateLimit(1000, Duration.ofMinutes(10)) }
  private val calls = Calls()
  private val http = calls.newClient().newBuilder().readTimeout(Duration.ZERO).build()
  private val intercom = shop.client { client(http).requestTimeout(Duration.ofMinutes(5)) }
  private val orders = intercom.orders()

  @AfterEach
  fun close() {
    http.dispatcher.cancelAll()
    shop.close()
  }

  /** Waits until a thread reads a response, where an interrupt alone has no effect. */
  private suspend fun awaitReading() {
    while (Thread.getAllStackTraces().none { (thread, frames) -> isReading(thread, frames) }) {
      yield()
    }
  }

  private fun isReading(thread: Thread, frames: Array<StackTraceElement>): Boolean =
    thread.name.startsWith("DefaultDispatcher") &&
      frames.any { it.methodName == "readResponseHeaders" } &&
      frames.firstOrNull()?.isNativeMethod == true

  private fun order(number: Int) = order("ORDER-$number", "placed", shop.customerId)

  @Test
  fun `calls of many coroutines run concurrently`() = runBlocking<Unit> {
    val ids = (1..20).map { async { calls.io { orders.upsert(order(it)).id } } }.awaitAll()

    assertThat(ids.toSet()).hasSize(20)
    assertThat(shop.workspace.getInstances("Order")).hasSize(20)
  }

  @Test
  fun `a failure is thrown unchanged`() {
    val failure = runBlocking {
      runCatching { calls.io { orders.getByExternalId("NONE") } }.exceptionOrNull()
    }
    assertThat(failure).isInstanceOf(NotFoundException::class.java)
  }

  @Test
  fun `a cancelled coroutine ends its call, and has not failed`() = runBlocking<Unit> {
    shop.sandbox.faults().onNext(Fault.delay(Duration.ofMinutes(5)))

    val storing = launch { calls.io { orders.upsert(order(1)) } }
    awaitReading()
    storing.cancelAndJoin()

    assertThat(storing.isCancelled).isTrue()
    assertThat(http.dispatcher.runningCallsCount()).isZero()
  }

  @Test
  fun `a cancelled coroutine ends its wait for the rate limit`() = runBlocking<Unit> {
    shop.sandbox.faults().onAny().fail(Fault.rateLimited())
    val limited = CompletableDeferred<Unit>()
    val listener =
      object : CallListener {
        override fun onAttempt(attempt: CallListener.Attempt) {
          limited.complete(Unit)
        }
      }
    val patient =
      shop.client {
        client(http).listener(listener)
        maxWait(Duration.ofHours(1)).totalTimeout(Duration.ofHours(1))
      }

    val storing = launch { calls.io { patient.orders().upsert(order(1)) } }
    limited.await()
    storing.cancelAndJoin()

    assertThat(storing.isCancelled).isTrue()
  }

  @Test
  fun `a cancelled coroutine ends its bulk run`() = runBlocking<Unit> {
    shop.sandbox.faults().onAny().fail(Fault.delay(Duration.ofMinutes(5)))
    val taken = CompletableDeferred<Unit>()
    val endless = generateSequence(1) { it + 1 }.onEach { taken.complete(Unit) }.map(::order)

    val storing = launch { calls.io { storeAll(orders, endless) } }
    taken.await()
    storing.cancelAndJoin()

    assertThat(storing.isCancelled).isTrue()
    assertThat(http.dispatcher.runningCallsCount()).isZero()
  }
}
