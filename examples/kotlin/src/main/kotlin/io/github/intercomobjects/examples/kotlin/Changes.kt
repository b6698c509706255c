package io.github.intercomobjects.examples.kotlin

import io.github.intercomobjects.Attributes
import io.github.intercomobjects.InvalidRequestException
import io.github.intercomobjects.kotlin.CoroutineObjects
import kotlinx.coroutines.flow.Flow

/** A change in a queue; consecutive offsets, and no status if the order was deleted. */
data class Change(val offset: Long, val orderNumber: String, val status: String?)

/**
 * Applies the changes of a queue at least once. Bursts of changes of one order are merged.
 *
 * @param committed the offset of the first change
 * @param commit stores the offset at which the next consumer continues
 */
suspend fun applyChanges(
  orders: CoroutineObjects<Order>,
  committed: Long,
  changes: Flow<Change>,
  commit: (Long) -> Unit,
) {
  orders
    .writer {
      merge(true)
      onResult { result ->
        // No checkpoint moves past a failure, unless Intercom will never accept the change.
        result.failure?.let { if (it !is InvalidRequestException) throw it }
      }
      onCheckpoint { commit(committed + it.count) }
    }
    .use { writer -> // after a cancellation, the changes that were not sent are delivered again
      changes.collect { change -> // a full buffer suspends
        if (change.status == null) writer.delete(change.orderNumber)
        else {
          val status = Attributes.builder().set("status", change.status).build()
          writer.upsert(change.orderNumber, status)
        }
      }
    }
}
