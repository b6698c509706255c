package io.github.intercomobjects.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.GuardedException
import io.github.intercomobjects.InvalidRequestException
import io.github.intercomobjects.sandbox.Fault
import java.util.concurrent.CancellationException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import okhttp3.OkHttpClient
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@Timeout(60, unit = TimeUnit.SECONDS)
class WriterTest {
  private val shop = Shop()
  private val shipped = Attributes.builder().set("status", "shipped").build()

  /** Calls wait until it is released. */
  private val release = CountDownLatch(1)

  @AfterEach
  fun close() {
    release.countDown()
    shop.close()
  }

  private fun held(): CoroutineObjects<Order> =
    shop
      .client {
        client =
          OkHttpClient.Builder()
            .addInterceptor {
              release.await()
              it.proceed(it.request())
            }
            .build()
      }
      .coroutines()
      .customObjects<Order>("Order")

  @Test
  fun `changes are pushed, and have results that can be awaited`(): Unit = runBlocking {
    val (saved, partial, gone) =
      shop.orders.writer().use {
        val results =
          listOf<Deferred<Any?>>(
            it.upsert(order(1)),
            it.upsert("ORDER-2", shipped),
            it.delete("ORDER-3"),
          )
        it.flush()
        assertThat(shop.workspace.getInstances("Order")).hasSize(2)
        results
      }

    assertThat(saved.await()).isNotNull()
    assertThat(partial.await().toString()).contains("ORDER-2")
    assertThat(gone.await()).isEqualTo(false)
  }

  @Test
  fun `a change that fails fails its own result, with its own exception`(): Unit = runBlocking {
    shop.sandbox.faults().onNext(Fault.status(400))
    val writer = shop.orders.writer()
    val failed = writer.upsert(order(1))
    val refused =
      listOf<Deferred<Any?>>(
        writer.upsert(order(2)) { false },
        writer.upsert("ORDER-2", shipped) { false },
        writer.delete("ORDER-2") { false },
      )
    writer.close()

    assertThat(runCatching { failed.await() }.exceptionOrNull())
      .isInstanceOf(InvalidRequestException::class.java)
    for (one in refused) {
      assertThat(runCatching { one.await() }.exceptionOrNull())
        .isInstanceOf(GuardedException::class.java)
    }
  }

  @Test
  fun `a push to a full buffer suspends until there is room`(): Unit = runBlocking {
    val writer = held().writer { bufferSize(2) }
    val pushes = (1..100).map { async { writer.upsert(order(it)) } }
    while (pushes.count { it.isCompleted } < 2) yield()
    repeat(100) { yield() } // the thread of the coroutines is free

    assertThat(pushes.count { it.isCompleted }).isEqualTo(2)
    assertThat(threadsThatPush()).isLessThanOrEqualTo(1)

    release.countDown()
    pushes.awaitAll().awaitAll()
    writer.close()
    assertThat(shop.workspace.getInstances("Order")).hasSize(100)
  }

  private fun threadsThatPush() =
    Thread.getAllStackTraces().values.count { frames ->
      frames.any { it.className.endsWith(".ObjectWriter") && it.methodName == "push" }
    }

  @Test
  fun `a cancelled push is not accepted, and the writer continues`(): Unit = runBlocking {
    val writer = held().writer { bufferSize(1) }
    val first = writer.upsert(order(1))
    val isPushing = CompletableDeferred<Unit>()
    val second = launch {
      isPushing.complete(Unit)
      writer.upsert(order(2))
    }
    isPushing.await()
    while (threadsThatPush() == 0) yield()
    second.cancelAndJoin()

    release.countDown()
    writer.close()
    assertThat(first.await()?.externalId).isEqualTo("ORDER-1")
    assertThat(shop.workspace.getInstances("Order")).hasSize(1)
  }

  @Test
  fun `a writer ends at once if its user fails`(): Unit = runBlocking {
    lateinit var pushed: Deferred<Any?>
    SilentServer().use { server ->
      val orders =
        shop.client { baseUrl = server.baseUrl }.coroutines().customObjects<Order>("Order")
      val failure = runCatching {
        orders.writer().use<Unit> {
          pushed = it.upsert(order(1))
          server.requests.receive()
          error("broken")
        }
      }
      assertThat(failure.exceptionOrNull()).hasMessage("broken")
      server.ends.receive()
    }
    assertThat(runCatching { pushed.await() }.isFailure).isTrue()
  }

  @Test
  fun `a cancelled coroutine ends its writer and learns what was not sent`(): Unit = runBlocking {
    val unsent = CompletableDeferred<List<String>>()
    SilentServer().use { server ->
      val orders =
        shop.client { baseUrl = server.baseUrl }.coroutines().customObjects<Order>("Order")
      val job = launch {
        val writer = orders.writer { maxInFlight(1) }
        try {
          writer.upsert(order(1))
          writer.upsert(order(2))
          writer.flush()
        } finally {
          unsent.complete(writer.closeNow())
        }
      }
      server.requests.receive()
      job.cancelAndJoin()
      server.ends.receive()
    }
    assertThat(unsent.await()).containsExactly("ORDER-2")
  }

  @Test
  fun `a cancelled coroutine that closes its writer ends it at once`(): Unit = runBlocking {
    SilentServer().use { server ->
      val orders =
        shop.client { baseUrl = server.baseUrl }.coroutines().customObjects<Order>("Order")
      val pushed = CompletableDeferred<Deferred<Any?>>()
      val thrown = CompletableDeferred<Throwable?>()
      val job = launch {
        val writer = orders.writer()
        try {
          pushed.complete(writer.upsert(order(1)))
          awaitCancellation()
        } finally {
          thrown.complete(runCatching { writer.close() }.exceptionOrNull())
        }
      }
      server.requests.receive()
      job.cancelAndJoin()

      assertThat(pushed.await().isCompleted).isTrue()
      server.ends.receive()
      assertThat(thrown.await()).isInstanceOf(CancellationException::class.java)
    }
  }

  @Test
  fun `a writer ends at once if its user is cancelled and returns`(): Unit = runBlocking {
    SilentServer().use { server ->
      val orders =
        shop.client { baseUrl = server.baseUrl }.coroutines().customObjects<Order>("Order")
      lateinit var pushed: Deferred<Any?>
      val job = launch {
        orders.writer().use {
          pushed = it.upsert(order(1))
          server.requests.receive()
          currentCoroutineContext().cancel()
        }
      }
      job.join()

      assertThat(pushed.isCompleted).isTrue()
      server.ends.receive()
    }
  }
}
