package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Bulk;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.InvalidRequestException;
import io.github.intercomobjects.ObjectWriter;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * A recipe: applies the changes of a queue's partition at least once, with the rate limit as the
 * only limit of speed, and merges bursts of changes of one order.
 */
final class ChangeConsumer {
  /** A message; consecutive offsets, and no status if the order was deleted. */
  record Message(long offset, String orderNumber, String status) {}

  private final CustomObjects<Order> orders;
  private final LongConsumer commit;
  private final BooleanSupplier ownsPartition;

  /**
   * @param commit stores the offset at which the next consumer continues
   * @param ownsPartition returns whether the partition is still assigned to this consumer
   */
  ChangeConsumer(CustomObjects<Order> orders, LongConsumer commit, BooleanSupplier ownsPartition) {
    this.orders = orders;
    this.commit = commit;
    this.ownsPartition = ownsPartition;
  }

  /** Applies all messages. If it throws, they are delivered again from the committed offset on. */
  @SuppressWarnings("FutureReturnValueIgnored") // The callback receives all results.
  void consume(long committed, Iterator<Message> messages) {
    try (ObjectWriter<Order> writer =
        orders
            .writer()
            .merge(true)
            .guard(ownsPartition)
            .onResult(this::requireSettled)
            .onCheckpoint(reached -> commit.accept(committed + reached.getCount()))
            .build()) {
      while (messages.hasNext()) {
        Message message = messages.next();
        if (message.status().isEmpty()) {
          writer.delete(message.orderNumber());
        } else {
          writer.upsert(
              message.orderNumber(), Attributes.builder().set("status", message.status()).build());
        }
      }
    }
  }

  /** Accepts a success, and a change that Intercom will never accept; anything else is an end. */
  private void requireSettled(Bulk.Result<Order> result) {
    RuntimeException failure = result.getFailure();
    if (failure != null && !(failure instanceof InvalidRequestException)) {
      throw failure; // no checkpoint moves past it
    }
  }
}
