package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.BulkReport;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.CustomObjects;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A recipe: room for new objects, of which a type holds 100,000. Run it every night; where your own
 * system knows what is closed, {@code deleteAll} of that saves the reading. Needs version 2.16 or
 * later.
 */
final class Retention {
  private final CustomObjects<Attributes> orders;

  /**
   * @param orders untyped, so that one that cannot be mapped is deleted too
   */
  Retention(CustomObjects<Attributes> orders) {
    this.orders = orders;
  }

  /** Deletes the orders that were delivered and are older than this. */
  BulkReport deleteDelivered(Instant placedBefore) {
    // All ids first: deleting while pages are fetched would skip some.
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
