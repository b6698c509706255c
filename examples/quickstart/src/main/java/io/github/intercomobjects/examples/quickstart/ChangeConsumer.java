package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.Bulk;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.InvalidRequestException;
import io.github.intercomobjects.ObjectWriter;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * A recipe: applies the changes of a queue's partition at least once, with the rate limit as the
 * only limit of speed, and merges bursts of changes of one order. A message that can never be
 * applied is set aside, and counts as done.
 */
final class ChangeConsumer {
  /** A message; consecutive offsets, and no status if the order was deleted. */
  record Message(long offset, String orderNumber, String status) {}

  private final CustomObjects<Order> orders;
  private final LongConsumer commit;
  private final BiConsumer<Long, RuntimeException> aside;
  private final BooleanSupplier ownsPartition;

  /**
   * @param commit stores the offset at which the next consumer continues
   * @param aside stores the offset of a message that can never be applied, and the reason, such as
   *     in a queue of dead letters; called on several threads
   * @param ownsPartition returns whether the partition is still assigned to this consumer
   */
  ChangeConsumer(
      CustomObjects<Order> orders,
      LongConsumer commit,
      BiConsumer<Long, RuntimeException> aside,
      BooleanSupplier ownsPartition) {
    this.orders = orders;
    this.commit = commit;
    this.aside = aside;
    this.ownsPartition = ownsPartition;
  }

  /** Applies all messages. If it throws, they are delivered again from the committed offset on. */
  void consume(long committed, Iterator<Message> messages) {
    NavigableSet<Long> skipped = new ConcurrentSkipListSet<>();
    long pushed = 0;
    try (ObjectWriter<Order> writer =
        orders
            .writer()
            .merge(true)
            .guard(ownsPartition)
            .onResult(result -> settle(result, offset(committed + result.getIndex(), skipped)))
            .onCheckpoint(reached -> commit.accept(offset(committed + reached.getCount(), skipped)))
            .build()) {
      while (messages.hasNext()) {
        Message message = messages.next();
        try {
          push(writer, message);
          pushed++;
        } catch (IllegalArgumentException e) { // for example, the order number is blank
          aside.accept(message.offset(), e);
          skipped.add(message.offset());
        }
      }
    }
    if (!skipped.isEmpty() && ownsPartition.getAsBoolean()) {
      commit.accept(offset(committed + pushed, skipped)); // no checkpoint follows the last message
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback receives all results.
  private static void push(ObjectWriter<Order> writer, Message message) {
    if (message.status().isEmpty()) {
      writer.delete(message.orderNumber());
    } else {
      writer.upsert(
          message.orderNumber(), Attributes.builder().set("status", message.status()).build());
    }
  }

  /** Returns the offset of a change, which the writer counts without the skipped messages. */
  private static long offset(long counted, NavigableSet<Long> skipped) {
    long offset = counted;
    for (long one : skipped) {
      if (one > offset) {
        break;
      }
      offset++;
    }
    return offset;
  }

  /** Accepts a success, and sets aside what Intercom will never accept; anything else is an end. */
  private void settle(Bulk.Result<Order> result, long offset) {
    RuntimeException failure = result.getFailure();
    if (failure instanceof InvalidRequestException) {
      aside.accept(offset, failure);
    } else if (failure != null) {
      throw failure; // no checkpoint moves past it
    }
  }
}
