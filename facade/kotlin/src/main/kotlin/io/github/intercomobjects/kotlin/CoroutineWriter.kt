package io.github.intercomobjects.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.BulkException
import io.github.intercomobjects.ObjectWriter
import io.github.intercomobjects.Upserted
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.future.asDeferred
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext

/**
 * A writer that takes changes one by one and sends them in the background, with the rules of
 * [ObjectWriter]. A push to a full buffer suspends.
 *
 * ```
 * orders.writer { merge(true) }.use { writer ->
 *   val saved = writer.upsert(order)
 *   writer.delete("ORDER-3")
 *   println("stored ${saved.await()?.id}")
 * }
 * ```
 *
 * Each push returns the future of its change as a [Deferred], and fails only if the change is not
 * accepted. To cancel a [Deferred] does not cancel its change. Push from callbacks of the writer with
 * [blocking], which accepts changes there at any time.
 */
public class CoroutineWriter<T : Any>
internal constructor(
  /** The same writer, whose pushes block. */
  public val blocking: ObjectWriter<T>
) {
  /** While the buffer is full, one thread waits for room, and not one for each push. */
  private val pushes = Mutex()

  /** Stores [value]; null if the writer merges and a later deletion replaced this change. */
  public suspend fun upsert(value: T): Deferred<Upserted<T>?> = push { blocking.upsert(value) }

  /** Stores [value] if [guard] allows it, which is asked before each attempt. */
  public suspend fun upsert(value: T, guard: () -> Boolean): Deferred<Upserted<T>?> = push {
    blocking.upsert(value, guard)
  }

  /** Stores only these attributes of the object with this external id. */
  public suspend fun upsert(externalId: String, attributes: Attributes): Deferred<Upserted<T>?> =
    push {
      blocking.upsert(externalId, attributes)
    }

  /** Stores only these attributes if [guard] allows it, which is asked before each attempt. */
  public suspend fun upsert(
    externalId: String,
    attributes: Attributes,
    guard: () -> Boolean,
  ): Deferred<Upserted<T>?> = push { blocking.upsert(externalId, attributes, guard) }

  /** Deletes the object with this external id; false if there is none. */
  public suspend fun delete(externalId: String): Deferred<Boolean> = push {
    blocking.delete(externalId)
  }

  /** Deletes the object if [guard] allows it, which is asked before each attempt. */
  public suspend fun delete(externalId: String, guard: () -> Boolean): Deferred<Boolean> = push {
    blocking.delete(externalId, guard)
  }

  private suspend fun <R> push(change: () -> CompletableFuture<R>): Deferred<R> =
    pushes.withLock { intercomRun(change) }.asDeferred()

  /**
   * Waits until all changes that were pushed before have ended.
   *
   * @throws BulkException if the writer ended early
   */
  public suspend fun flush(): Unit = intercomRun { blocking.flush() }

  /**
   * Waits until all changes have ended, and ends the writer. If the coroutine is cancelled, ends it
   * as [closeNow] does.
   *
   * @throws BulkException if the writer ended early
   */
  public suspend fun close() {
    try {
      intercomRun { blocking.close() }
    } catch (e: CancellationException) {
      // In a coroutine that was cancelled before, the writer knows nothing of it.
      closeNow()
      throw e
    }
  }

  /**
   * Ends the writer without waiting for the rate limit or responses, also in a cancelled coroutine.
   *
   * @return the external ids of the changes that were not sent, in their order
   */
  public suspend fun closeNow(): List<String> =
    withContext(NonCancellable) { intercomRun { blocking.closeNow() } }

  /** Runs [block], then closes the writer: with [close], or with [closeNow] after an exception. */
  public suspend fun <R> use(block: suspend (CoroutineWriter<T>) -> R): R {
    val result =
      try {
        block(this)
      } catch (e: Throwable) {
        try {
          closeNow()
        } catch (suppressed: Throwable) {
          e.addSuppressed(suppressed)
        }
        throw e
      }
    close()
    return result
  }

  override fun toString(): String = "coroutines of $blocking"
}
