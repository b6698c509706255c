package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.CustomObjects
import io.github.intercomobjects.InvalidRequestException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.withContext

/** A change in a queue; consecutive offsets, and no status if the order was deleted. */
data class Change(val offset: Long, val orderNumber: String, val status: String?)

/**
 * Applies the changes of a queue at least once. Bursts of changes of one order are merged.
 *
 * @param committed the offset of the first change
 * @param commit stores the offset at which the next consumer continues
 */
suspend fun applyChanges(
  orders: CustomObjects<Order>,
  committed: Long,
  changes: Flow<Change>,
  commit: (Long) -> Unit,
) {
  val writer =
    orders
      .writer()
      .merge(true)
      .onResult { result ->
        // No checkpoint moves past a failure, unless Intercom will never accept the change.
        result.failure?.let { if (it !is InvalidRequestException) throw it }
      }
      .onCheckpoint { commit(committed + it.count) }
      .build()
  try {
    withContext(Dispatchers.IO) {
      changes.collect { change ->
        runInterruptible { // a full buffer blocks
          if (change.status == null) writer.delete(change.orderNumber)
          else {
            val status = Attributes.builder().set("status", change.status).build()
            writer.upsert(change.orderNumber, status)
          }
        }
      }
      runInterruptible { writer.close() }
    }
  } finally {
    writer.closeNow() // after a cancellation, the changes that were not sent are delivered again
  }
}
