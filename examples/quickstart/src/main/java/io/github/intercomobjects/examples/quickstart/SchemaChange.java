package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.BulkReport;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.DroppedAttributesException;
import io.github.intercomobjects.InvalidRequestException;
import io.github.intercomobjects.Upserted;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * A recipe: a new attribute, filled for the orders that are there already.
 *
 * <p>Attributes, and the options of a list, are made in Intercom's settings only. Those who read
 * come first: an attribute that a record does not have is ignored, and one that is not filled yet
 * is null, but an enum must know an option before it is stored. Those who write come last.
 */
final class SchemaChange {
  /** A row of your own, of whatever shape. */
  record Row(String number, String priority) {}

  private final CustomObjects<Order> orders;

  SchemaChange(CustomObjects<Order> orders) {
    this.orders = orders;
  }

  /**
   * Whether Intercom knows what is about to be written.
   *
   * @throws InvalidRequestException if there is no such attribute
   * @throws DroppedAttributesException if it is a list without this option
   */
  void check(String priority) {
    Upserted<Order> probe =
        orders.upsert("PROBE", Attributes.builder().set("priority", priority).build());
    orders.deleteById(probe.getId());
    probe.orThrow();
  }

  /**
   * Fills it, and ends at the first order that is not stored as it was sent.
   *
   * @param rows all of them, each time in the same order
   * @param done how many an earlier run has committed
   */
  BulkReport fill(Stream<Row> rows, long done, LongConsumer commit) {
    return orders
        .bulk(Row::number, row -> Attributes.builder().set("priority", row.priority()).build())
        .onResult(
            result -> {
              if (!result.isSuccess() || !result.getDropped().isEmpty()) {
                throw new IllegalStateException(result.toString()); // no checkpoint passes it
              }
            })
        .onCheckpoint(reached -> commit.accept(done + reached.getCount()))
        .upsertAll(rows.skip(done));
  }
}
