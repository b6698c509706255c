package io.github.intercomobjects.kotlin

import io.github.intercomobjects.Bulk
import io.github.intercomobjects.BulkException
import io.github.intercomobjects.BulkReport
import java.util.concurrent.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

/**
 * A run that stores or deletes the items of a flow as fast as the rate limit allows, with the rules
 * of [Bulk]. The flow is collected in the context of the caller, and an item is requested when a call
 * can start.
 *
 * ```
 * val report = orders.bulk().upsertAll(items)
 * orders.bulk().upsertResults(items, { println(it) }).collect { println(it.externalId) }
 * ```
 *
 * Each run has a thread of its own, besides those of [intercomCall]. A cancelled coroutine ends its
 * run at once: calls in flight are cancelled, and the cause of [CallCancelledException] is a
 * [BulkException] with the report.
 */
public class CoroutineBulk<S : Any> internal constructor(private val newBulk: () -> Bulk<S>) {
  /**
   * Stores each item.
   *
   * @throws BulkException if the flow or a callback threw; it has the report
   */
  public suspend fun upsertAll(items: Flow<S>): BulkReport = upsertAll(newBulk(), items)

  /**
   * Deletes the objects with these external ids.
   *
   * @throws BulkException if the flow or a callback threw; it has the report
   */
  public suspend fun deleteAll(externalIds: Flow<String>): BulkReport =
    deleteAll(newBulk(), externalIds)

  /**
   * Stores each item when the returned flow is collected, and emits the results in the order in which
   * they end. No call starts before there is a collector for the results of those in flight; an
   * exception of the collector ends the run. This replaces [Bulk.onResult]: an item is settled when
   * the collector has returned, and no checkpoint moves past one for which it threw.
   *
   * @param onReport receives the counts at the end of the run, also if it ends early
   */
  public fun upsertResults(
    items: Flow<S>,
    onReport: (BulkReport) -> Unit = {},
  ): Flow<Bulk.Result<S>> = results(onReport) { upsertAll(it, items) }

  /** Deletes the objects with these external ids as [upsertResults] stores items. */
  public fun deleteResults(
    externalIds: Flow<String>,
    onReport: (BulkReport) -> Unit = {},
  ): Flow<Bulk.Result<S>> = results(onReport) { deleteAll(it, externalIds) }

  private suspend fun upsertAll(bulk: Bulk<S>, items: Flow<S>): BulkReport =
    fed(items) { bulk.upsertAll(it) }

  private suspend fun deleteAll(bulk: Bulk<S>, externalIds: Flow<String>): BulkReport =
    fed(externalIds) { bulk.deleteAll(it) }

  private fun results(
    onReport: (BulkReport) -> Unit,
    run: suspend (Bulk<S>) -> BulkReport,
  ): Flow<Bulk.Result<S>> = flow {
    var report: BulkReport? = null
    var cancelled: CallCancelledException? = null
    try {
      coroutineScope {
        // Not that of channelFlow, which stays open while its coroutine is cancelled and not over.
        val results =
          Channel<Delivery<S>>(Channel.RENDEZVOUS) { undelivered -> undelivered.end.cancel() }
        // While the collector is busy, this blocks a thread of the run, and with it all callbacks.
        val bulk = newBulk().onResult { keepingInterrupt { results.deliver(Delivery(it)) } }
        launch {
          try {
            report = run(bulk)
            results.close()
          } catch (e: Throwable) {
            report = reportOf(e)
            cancelled = e as? CallCancelledException
            results.close(e)
            if (e is CancellationException) throw e
          }
        }
        results.consumeEach { it.emitTo(this@flow) }
      }
    } catch (e: CancellationException) {
      // The scope throws the exception of its job, which does not know what was sent. One of the
      // collector, such as that of take(..), must stay the same.
      throw if (currentCoroutineContext().isActive) e else cancelled ?: e
    } finally {
      report?.let(onReport)
    }
  }
}

/** A result on its way to the collector. */
private class Delivery<S : Any>(private val result: Bulk.Result<S>) {
  /** Ends when the collector has returned or thrown. */
  val end = CompletableDeferred<Unit>()

  suspend fun emitTo(collector: FlowCollector<Bulk.Result<S>>) {
    try {
      collector.emit(result)
      end.complete(Unit)
    } catch (e: Throwable) {
      end.completeExceptionally(e)
      throw e
    }
  }
}

/** Waits until the collector has returned, and throws if it threw or there is none any more. */
private fun <S : Any> Channel<Delivery<S>>.deliver(delivery: Delivery<S>) = runBlocking {
  send(delivery)
  delivery.end.await()
}

/** Returns the report of a run that failed or was cancelled. */
private fun reportOf(failure: Throwable): BulkReport? =
  (failure as? BulkException ?: failure.cause as? BulkException)?.report

/** Runs [run] with an iterator that takes its items from a flow, one at a time. */
private suspend fun <I : Any, R> fed(items: Flow<I>, run: (Iterator<I>) -> R): R {
  var result: Result<R>? = null
  try {
    coroutineScope {
      val channel = Channel<I>(Channel.RENDEZVOUS)
      val source = launch { send(items, channel) }
      result = runCatching { intercomRun { run(FedIterator(channel)) } }
      source.cancel()
    }
  } catch (e: CancellationException) {
    // The scope throws the exception of its job, which knows neither outcome nor report.
    if (result == null) throw e
  }
  return checkNotNull(result).getOrThrow()
}

/** Sends items to a channel, and closes it with the failure of the flow, if there is one. */
private suspend fun <I : Any> send(items: Flow<I>, channel: Channel<I>) {
  try {
    items.collect(channel::send)
    channel.close()
  } catch (e: Throwable) {
    // The run ends with it: it has calls in flight, whose results come first.
    channel.close(e)
    if (e is CancellationException) throw e
  }
}

/** Runs [wait], and leaves the thread interrupted: else the run would let its calls end. */
private inline fun <R> keepingInterrupt(wait: () -> R): R =
  try {
    wait()
  } catch (e: InterruptedException) {
    Thread.currentThread().interrupt()
    throw e
  }

/** The items of a channel, for which it blocks. */
private class FedIterator<I : Any>(private val items: Channel<I>) : Iterator<I> {
  private var next: I? = null

  override fun hasNext(): Boolean {
    if (next == null) next = receive()
    return next != null
  }

  override fun next(): I {
    if (!hasNext()) throw NoSuchElementException()
    return checkNotNull(next).also { next = null }
  }

  private fun receive(): I? {
    val received = keepingInterrupt { runBlocking { items.receiveCatching() } }
    received.exceptionOrNull()?.let { throw it }
    return received.getOrNull()
  }
}
