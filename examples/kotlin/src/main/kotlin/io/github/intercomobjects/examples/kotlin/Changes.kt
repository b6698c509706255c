package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.InvalidRequestException
import io.github.intercomobjects.kotlin.CoroutineObjects
import io.github.intercomobjects.kotlin.CoroutineWriter
import java.util.concurrent.ConcurrentSkipListSet
import kotlinx.coroutines.flow.Flow

/** A change in a queue; consecutive offsets, and no status if the order was deleted. */
data class Change(val offset: Long, val orderNumber: String, val status: String?)

/**
 * Applies the changes of a queue at least once. Bursts of changes of one order are merged. A change
 * that can never be applied is set aside, and counts as done.
 *
 * @param committed the offset of the first change
 * @param commit stores the offset at which the next consumer continues
 * @param aside stores the offset of a change that can never be applied, and the reason, such as in a
 *   queue of dead letters; called on several threads
 */
suspend fun applyChanges(
  orders: CoroutineObjects<Order>,
  committed: Long,
  changes: Flow<Change>,
  commit: (Long) -> Unit,
  aside: (Long, RuntimeException) -> Unit,
) {
  val skipped = ConcurrentSkipListSet<Long>()
  // The writer counts without the skipped changes.
  fun offset(counted: Long) = skipped.fold(counted) { all, one -> if (one > all) all else all + 1 }
  var pushed = 0L
  orders
    .writer {
      merge(true)
      onResult { result ->
        val failure = result.failure
        if (failure is InvalidRequestException) aside(offset(committed + result.index), failure)
        else if (failure != null) throw failure // no checkpoint moves past it
      }
      onCheckpoint { commit(offset(committed + it.count)) }
    }
    .use { writer -> // after a cancellation, the changes that were not sent are delivered again
      changes.collect { change ->
        try {
          push(writer, change) // a full buffer suspends
          pushed++
        } catch (e: IllegalArgumentException) { // for example, the order number is blank
          aside(change.offset, e)
          skipped += change.offset
        }
      }
    }
  // No checkpoint follows the last change.
  if (skipped.isNotEmpty()) commit(offset(committed + pushed))
}

private suspend fun push(writer: CoroutineWriter<Order>, change: Change) {
  if (change.status == null) writer.delete(change.orderNumber)
  else {
    val status = Attributes.builder().set("status", change.status).build()
    writer.upsert(change.orderNumber, status)
  }
}
