package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.BulkReport;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A recipe: deletes old objects every night, because a type can hold only 100,000. If your own
 * system knows which orders are closed, {@code deleteAll} with their ids needs no reads. Needs
 * version 2.16 or later.
 */
final class Retention {
  private final CustomObjects<Attributes> orders;

  /**
   * Creates the recipe.
   *
   * @param orders untyped, so that orders that cannot be mapped are deleted too
   */
  Retention(CustomObjects<Attributes> orders) {
    this.orders = orders;
  }

  /** Deletes the delivered orders that were placed before a time. */
  BulkReport deleteDelivered(Instant placedBefore) {
    // All ids first: deleting objects while pages are fetched would skip some.
    List<String> gone =
        orders.list().stream()
            .filter(one -> "delivered".equals(one.getAttributes().getText("status")))
            .filter(one -> isBefore(one, placedBefore))
            .map(CustomObject::getExternalId)
            .filter(Objects::nonNull)
            .toList();
    return orders.bulk().deleteAll(gone);
  }

  private static boolean isBefore(CustomObject<Attributes> order, Instant limit) {
    Instant placed = order.getExternalCreatedAt();
    return placed != null && placed.isBefore(limit);
  }
}
