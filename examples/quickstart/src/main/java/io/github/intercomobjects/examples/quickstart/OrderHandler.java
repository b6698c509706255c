package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.RateLimitException;
import io.github.intercomobjects.Upserted;
import java.util.List;
import java.util.function.Function;

/** A recipe: a handler that takes one function, so that its unit test needs no HTTP. */
final class OrderHandler {
  private final Function<Order, Upserted<Order>> upsert;

  /**
   * @param upsert {@code orders::upsert} outside of tests
   */
  OrderHandler(Function<Order, Upserted<Order>> upsert) {
    this.upsert = upsert;
  }

  /** Stores an order, and returns a sentence for the person who changed it. */
  String store(Order order) {
    try {
      List<Upserted.Dropped> dropped = upsert.apply(order).getDropped();
      return dropped.isEmpty() ? "stored" : "not stored: " + dropped;
    } catch (RateLimitException e) {
      return "try again in %d s".formatted(e.getRateLimit().getRetryAfter().toSeconds());
    }
  }
}
