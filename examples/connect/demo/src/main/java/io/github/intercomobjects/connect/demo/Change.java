package io.github.intercomobjects.connect.demo;

import org.jspecify.annotations.Nullable;

/**
 * What a record says of an order.
 *
 * @param order null for a tombstone
 */
record Change(String number, @Nullable Order order) {
  String key() {
    return number;
  }

  /** Returns the value of the record, or null for a tombstone. */
  @Nullable String value() {
    return order == null
        ? null
        : Json.write(
            Json.object()
                .put("status", order.status())
                .put("total_amount", order.total())
                .put("customer_id", order.customer()));
  }
}
