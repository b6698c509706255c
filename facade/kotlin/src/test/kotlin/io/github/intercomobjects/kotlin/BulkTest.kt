package io.github.intercomobjects.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.Bulk
import io.github.intercomobjects.BulkException
import io.github.intercomobjects.BulkReport
import io.github.intercomobjects.IntercomException.Outcome
import java.time.Duration
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@Timeout(60, unit = TimeUnit.SECONDS)
class BulkTest {
  private val shop = Shop()
  private val taken = AtomicInteger()

  @AfterEach fun close() = shop.close()

  private val orders = shop.orders

  /** A flow that counts the items that were taken. */
  private fun counted(items: Int): Flow<Order> = flow {
    for (number in 1..items) {
      taken.incrementAndGet()
      emit(order(number))
    }
  }

  private suspend fun failure(run: suspend () -> Any?): Throwable =
    runCatching { run() }.exceptionOrNull() ?: AssertionError("it did not fail")

  @Test
  fun `a flow is stored, and the report returned`(): Unit = runBlocking {
    val settled = mutableListOf<Long>()

    val report = orders.bulk { onCheckpoint { settled += it.count } }.upsertAll(counted(20))

    assertThat(report.stored).isEqualTo(20)
    assertThat(report.isComplete).isTrue()
    assertThat(settled.last()).isEqualTo(20)
    assertThat(shop.workspace.getInstances("Order")).hasSize(20)
  }

  @Test
  fun `only some attributes of items of any type are stored, and objects deleted`(): Unit =
    runBlocking {
      val shipped = Attributes.builder().set("status", "shipped").build()
      val run = orders.bulk({ i: Int -> "ORDER-$i" }, { shipped }) { maxInFlight(2) }
      assertThat(run.upsertAll((1..5).asFlow()).stored).isEqualTo(5)

      val report = orders.bulk().deleteAll(flowOf("ORDER-1", "NONE"))
      assertThat(report.deleted).isEqualTo(1)
      assertThat(report.absent).isEqualTo(1)
      val deleted = orders.bulk().deleteResults(flowOf("ORDER-2")).toList()
      assertThat(deleted.map { it.isDeleted }).containsExactly(true)
    }

  @Test
  fun `results are a flow, and the report follows the last one`(): Unit = runBlocking {
    val events = mutableListOf<Any>()

    val run = orders.bulk()
    val results = run.upsertResults(counted(20)) { events += it }
    assertThat(taken.get()).isZero()
    results.collect { events += it }

    assertThat(events.dropLast(1).map { (it as Bulk.Result<*>).index }.toSet()).hasSize(20)
    assertThat((events.last() as BulkReport).stored).isEqualTo(20)
    assertThat(results.toList()).hasSize(20) // again
  }

  @Test
  fun `a slow collector slows the source down`(): Unit = runBlocking {
    val collected = AtomicInteger()
    val most = 8
    val source = counted(200).onEach {
      // Those in flight, one that the run requests, and the one that is collected.
      assertThat(taken.get() - collected.get()).isLessThanOrEqualTo(most + 2)
    }

    orders
      .bulk { maxInFlight(most) }
      .upsertResults(source)
      .collect {
        repeat(10) { yield() }
        collected.incrementAndGet()
      }

    assertThat(collected).hasValue(200)
  }

  @Test
  fun `a source is read no further than calls can start`(): Unit = runBlocking {
    SilentServer().use { server ->
      shop
        .client { baseUrl = server.baseUrl }
        .use { client ->
          val silent = client.coroutines().customObjects<Order>("Order")
          val run = launch { silent.bulk().upsertAll(counted(1000)) }
          server.requests.receive() // the first call tells the rate limit
          run.cancelAndJoin()
          server.ends.receive()
        }
      assertThat(taken.get()).isLessThanOrEqualTo(2)
    }
  }

  @Test
  fun `an exception of the source ends the run after the calls in flight`(): Unit = runBlocking {
    val broken = counted(5).onEach { if (it.number == "ORDER-4") error("broken") }

    val failure = failure { orders.bulk().upsertAll(broken) } as BulkException

    assertThat(failure.report.stored).isEqualTo(3)
    assertThat(failure).hasRootCauseMessage("broken")

    var report: BulkReport? = null
    val second = failure { orders.bulk().upsertResults(broken) { report = it }.collect {} }
    assertThat(second).isInstanceOf(BulkException::class.java).hasRootCauseMessage("broken")
    assertThat(report?.stored).isEqualTo(3)
  }

  @Test
  fun `an exception of the collector ends the run and is thrown`(): Unit = runBlocking {
    var report: BulkReport? = null

    val failure = failure {
      orders.bulk().upsertResults(counted(1000)) { report = it }.collect { error("broken") }
    }

    assertThat(failure).isInstanceOf(IllegalStateException::class.java).hasMessage("broken")
    assertThat(report?.isComplete).isFalse()
    assertThat(taken.get()).isLessThan(1000)
  }

  @Test
  fun `no checkpoint moves past an item for which the collector throws`(): Unit = runBlocking {
    val checkpoints = mutableListOf<Long>()
    val run = orders.bulk {
      maxInFlight(1)
      onCheckpoint { checkpoints += it.count }
    }

    val failure = failure {
      run.upsertResults(counted(20)).collect { if (it.index == 2L) error("broken") }
    }

    assertThat(failure).hasMessage("broken")
    assertThat(checkpoints).noneMatch { it > 2 }
  }

  @Test
  fun `a collector that has enough ends the run`(): Unit = runBlocking {
    var report: BulkReport? = null

    val results = orders.bulk().upsertResults(counted(1000)) { report = it }.take(3).toList()

    assertThat(results).hasSize(3)
    assertThat(report?.isComplete).isFalse()
    assertThat(taken.get()).isLessThan(1000)
  }

  @Test
  fun `a condition on results ends the run`(): Unit = runBlocking {
    val report = orders.bulk { stopOn { it.externalId == "ORDER-1" } }.upsertAll(counted(1000))

    assertThat(report.isComplete).isFalse()
    assertThat(taken.get()).isLessThan(1000)
  }

  @Test
  fun `a cancelled run ends its calls, and its exception has the report`(): Unit = runBlocking {
    SilentServer().use { server ->
      shop
        .client { baseUrl = server.baseUrl }
        .use { client ->
          val silent = client.coroutines().customObjects<Order>("Order")
          val caught = CompletableDeferred<Throwable>()
          val run = launch {
            val failure = failure { silent.bulk().upsertAll(counted(1000)) }
            caught.complete(failure)
            throw failure
          }
          server.requests.receive()
          run.cancelAndJoin()
          server.ends.receive()

          val cancelled = caught.await() as CallCancelledException
          assertThat(cancelled.outcome).isEqualTo(Outcome.UNKNOWN)
          assertThat((cancelled.cause as BulkException).report.failed).isEqualTo(1)
        }
    }
  }

  @Test
  fun `a cancelled flow of results tells the outcome of its calls`(): Unit = runBlocking {
    SilentServer().use { server ->
      shop
        .client { baseUrl = server.baseUrl }
        .use { client ->
          val silent = client.coroutines().customObjects<Order>("Order")
          val caught = CompletableDeferred<Throwable>()
          val run = launch {
            val failure = failure { silent.bulk().upsertResults(counted(1000)).collect {} }
            caught.complete(failure)
            throw failure
          }
          server.requests.receive()
          run.cancelAndJoin()
          server.ends.receive()

          val cancelled = caught.await() as CallCancelledException
          assertThat(cancelled.outcome).isEqualTo(Outcome.UNKNOWN)
        }
    }
  }

  @Test
  fun `a run that waits for its source is cancelled at once`(): Unit = runBlocking {
    val isWaiting = CompletableDeferred<Unit>()
    val idle = flow {
      emit(order(1))
      isWaiting.complete(Unit)
      awaitCancellation()
    }
    val run = launch { orders.bulk().upsertResults(idle).collect {} }
    isWaiting.await()
    run.cancelAndJoin()
    assertThat(run.isCancelled).isTrue()
  }

  @Test
  fun `a run that completes while its coroutine is cancelled returns its report`(): Unit =
    runBlocking {
      val returned = CompletableDeferred<BulkReport>()
      lateinit var job: Job
      job = launch {
        // Only the progress at the end is reported.
        val run = orders.bulk { progressInterval(Duration.ofHours(1)).onProgress { job.cancel() } }
        returned.complete(run.upsertAll(counted(3)))
      }
      job.join()

      assertThat(job.isCancelled).isTrue()
      assertThat(returned.isCompleted).isTrue()
      assertThat(returned.await().stored).isEqualTo(3)
    }

  @Test
  fun `runs that wait for their sources leave threads for calls`(): Unit = runBlocking {
    val waiting = AtomicInteger()
    val idle = flow<Order> {
      waiting.incrementAndGet()
      awaitCancellation()
    }
    val runs = List(300) { launch { orders.bulk().upsertAll(idle) } }
    while (waiting.get() < 300) yield()

    val saved = withTimeoutOrNull(30_000) { orders.upsert(order(1)) }

    assertThat(saved?.externalId).isEqualTo("ORDER-1")
    runs.forEach { it.cancel() }
    runs.joinAll()
  }

  @Test
  fun `a run and a writer need no thread of calls`(): Unit = runBlocking {
    SilentServer().use { server ->
      shop
        .client { baseUrl = server.baseUrl }
        .use { client ->
          val silent = client.coroutines().customObjects<Order>("Order")
          val calls = List(256) { launch { silent.findById("22") } }
          repeat(256) { server.requests.receive() }

          val ended = withTimeoutOrNull(10_000) {
            orders.writer().use { it.upsert(order(1)) }
            orders.bulk().upsertAll(counted(1))
          }

          assertThat(ended?.stored).isEqualTo(1)
          calls.forEach { it.cancel() }
          calls.joinAll()
        }
    }
  }
}
