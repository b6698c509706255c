package io.github.intercomobjects.kotlin

import io.github.intercomobjects.ConnectionException
import io.github.intercomobjects.Intercom
import io.github.intercomobjects.IntercomException.Outcome
import io.github.intercomobjects.NotFoundException
import io.github.intercomobjects.Parent
import io.github.intercomobjects.sandbox.Fault
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.asContextElement
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import okhttp3.OkHttpClient
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource
import org.junit.jupiter.params.provider.ValueSource

/** Every timeout is an hour, so a test whose calls are not cancelled fails by its time limit. */
@Timeout(60, unit = TimeUnit.SECONDS)
class CancelledCallTest {
  private val anHour = Duration.ofHours(1)

  private fun client(url: String, isOwn: Boolean, key: String = "token"): Intercom = intercom {
    token = key
    baseUrl = url
    if (isOwn) client = OkHttpClient.Builder().readTimeout(Duration.ZERO).build()
    configure { requestTimeout(anHour).totalTimeout(anHour).maxWait(anHour).maxAttempts(100) }
  }

  /** A call in a coroutine of its own, whose outcome is caught where it is known. */
  private class Running(val job: Job, private val failure: CompletableDeferred<Throwable>) {
    suspend fun cancel(): CallCancelledException {
      job.cancelAndJoin()
      assertThat(job.isCancelled).isTrue()
      return failure.await() as CallCancelledException
    }
  }

  private fun CoroutineScope.start(call: suspend () -> Any?): Running {
    val failure = CompletableDeferred<Throwable>()
    val job = launch {
      try {
        failure.completeExceptionally(AssertionError("the call returned ${call()}"))
      } catch (e: Throwable) {
        failure.complete(e)
        throw e
      }
    }
    return Running(job, failure)
  }

  /** Waits until a thread of the calls executes a method. */
  private suspend fun awaitThreadIn(type: String, method: String) {
    fun isThere(frame: StackTraceElement) =
      frame.className.endsWith(".$type") && frame.methodName == method
    while (Thread.getAllStackTraces().none { (_, frames) -> frames.any(::isThere) }) yield()
  }

  @ParameterizedTest
  @CsvSource("true, true", "true, false", "false, true", "false, false")
  fun `a call in flight is closed at once, and its outcome is known`(
    isOwn: Boolean,
    isWrite: Boolean,
  ): Unit = runBlocking {
    SilentServer().use { server ->
      client(server.baseUrl, isOwn).use { client ->
        val orders = client.coroutines().customObjects<Order>("Order")
        val call = start {
          if (isWrite) orders.create(Order(null, "placed")) else orders.findById("22")
        }
        server.requests.receive()
        val cancelled = call.cancel()
        server.ends.receive() // the socket

        assertThat(cancelled.outcome)
          .isEqualTo(if (isWrite) Outcome.UNKNOWN else Outcome.NOT_APPLIED)
        assertThat(cancelled.cause).isInstanceOf(ConnectionException::class.java)
        assertThat(cancelled).hasMessageStartingWith("canceled (").hasMessage(cancelled.cause?.message)
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = [true, false])
  fun `a wait for the rate limit ends, and nothing is sent`(isOwn: Boolean): Unit = runBlocking {
    Shop { rateLimit(1, Duration.ofSeconds(59)) }
      .use { shop ->
        client(shop.sandbox.baseUrl, isOwn, shop.sandbox.token).use { client ->
          val orders = client.coroutines().customObjects<Order>("Order")
          orders.upsert(order(1))
          val call = start { orders.upsert(order(2)) }
          awaitThreadIn("Attempts", "sleep")

          assertThat(call.cancel().outcome).isEqualTo(Outcome.NOT_APPLIED)
          assertThat(shop.sandbox.calls).hasSize(1)
        }
      }
  }

  @Test
  fun `a wait before a retry ends, and an earlier attempt may have been applied`(): Unit =
    runBlocking {
      Shop().use { shop ->
        shop.sandbox.faults().onAny().fail(Fault.status(503))
        client(shop.sandbox.baseUrl, true, shop.sandbox.token).use { client ->
          val orders = client.coroutines().customObjects<Order>("Order")
          val call = start { orders.upsert(order(1)) }
          awaitThreadIn("Attempts", "sleep")

          val cancelled = call.cancel()
          assertThat(cancelled.outcome).isEqualTo(Outcome.UNKNOWN)
          assertThat(cancelled.cause).hasMessageContaining("canceled (POST /custom_object_inst")
        }
      }
    }

  @Test
  fun `a wait for the lock of a contact ends, and the update that has it continues`(): Unit =
    runBlocking {
      SilentServer().use { server ->
        client(server.baseUrl, true).use { client ->
          val orders = client.coroutines().customObjects<Order>("Order")
          val links = orders.associations(Parent.contact("63a07ddf05a32042dffac965"), "orders")
          val first = start { links.replace(listOf("21")) }
          server.requests.receive()
          val second = start { links.replace(listOf("22")) }
          awaitThreadIn("ParentLocks", "locked")
          while (Thread.getAllStackTraces().values.count { isWaitingForLock(it) } < 1) yield()

          assertThat(second.cancel().outcome).isEqualTo(Outcome.NOT_APPLIED)
          assertThat(first.job.isActive).isTrue()
          assertThat(first.cancel().outcome).isEqualTo(Outcome.UNKNOWN)
        }
      }
    }

  private fun isWaitingForLock(frames: Array<StackTraceElement>) =
    frames.any { it.className.endsWith("ReentrantLock") && it.methodName == "tryLock" }

  @Test
  fun `a call that waits for a thread ends at once`(): Unit = runBlocking {
    SilentServer().use { server ->
      client(server.baseUrl, true).use { client ->
        val orders = client.coroutines().customObjects<Order>("Order")
        val running = List(256) { launch { orders.findById("22") } }
        repeat(256) { server.requests.receive() }
        val waiting = start { orders.create(Order(null, "placed")) }
        yield()

        val cancelled = waiting.cancel()

        assertThat(cancelled).hasMessage("cancelled before anything was sent").hasNoCause()
        assertThat(cancelled.outcome).isEqualTo(Outcome.NOT_APPLIED)
        running.forEach { it.cancel() }
        running.joinAll()
        assertThat(server.requests.tryReceive().isSuccess).isFalse()
      }
    }
  }

  @Test
  fun `a cancelled coroutine starts no call`(): Unit = runBlocking {
    Shop().use { shop ->
      val caught = CompletableDeferred<Throwable>()
      launch {
        coroutineContext[Job]?.cancel()
        caught.complete(runCatching { shop.orders.upsert(order(1)) }.exceptionOrNull() ?: Error())
      }
      assertThat(caught.await()).isInstanceOf(CancellationException::class.java)
      assertThat(shop.sandbox.calls).isEmpty()
    }
  }

  @Test
  fun `a response that has arrived is returned, although the coroutine is cancelled`(): Unit =
    runBlocking {
      val isBusy = CompletableDeferred<Unit>()
      val mayEnd = CountDownLatch(1)
      val result = CompletableDeferred<String>()
      val job = launch {
        result.complete(
          intercomCall {
            isBusy.complete(Unit)
            while (mayEnd.count > 0) Thread.onSpinWait()
            "stored"
          }
        )
      }
      isBusy.await()
      job.cancel()
      mayEnd.countDown()

      assertThat(result.await()).isEqualTo("stored")
      job.join()
      assertThat(job.isCancelled).isTrue()
    }

  @Test
  fun `the interrupt of a cancelled call does not reach the next one on its thread`(): Unit =
    runBlocking {
      SilentServer().use { server ->
        Shop().use { shop ->
          client(server.baseUrl, true).use { client ->
            val silent = client.coroutines().customObjects<Order>("Order")
            repeat(50) {
              val call = start { silent.findById("22") }
              server.requests.receive()
              call.cancel()
              shop.orders.upsert(order(it))
            }
            assertThat(shop.workspace.getInstances("Order")).hasSize(50)
          }
        }
      }
    }

  @Test
  fun `failures are thrown unchanged, and other exceptions too`(): Unit = runBlocking {
    Shop().use { shop ->
      val missing = runCatching { shop.orders.getByExternalId("NONE") }.exceptionOrNull()
      assertThat(missing).isInstanceOf(NotFoundException::class.java)
      val invalid = runCatching { shop.orders.upsert(Order(null, null)) }.exceptionOrNull()
      assertThat(invalid).isInstanceOf(IllegalArgumentException::class.java)
    }
  }

  @Test
  fun `calls of many coroutines run concurrently`(): Unit = runBlocking {
    Shop().use { shop ->
      val ids = (1..20).map { async { shop.orders.upsert(order(it)).id } }.awaitAll()
      assertThat(ids.toSet()).hasSize(20)
    }
  }

  @Test
  fun `a call has the context of its coroutine`(): Unit = runBlocking {
    val tenant = ThreadLocal<String>()
    val seen = withContext(tenant.asContextElement("acme")) { intercomCall { tenant.get() } }
    assertThat(seen).isEqualTo("acme")
  }
}
