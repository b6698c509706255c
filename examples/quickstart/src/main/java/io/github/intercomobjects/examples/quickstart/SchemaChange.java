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
 * A recipe: adds an attribute, and sets it for existing orders.
 *
 * <p>Attributes and list options can be created only in Intercom's settings. Deploy the readers
 * first: a record ignores unknown attributes, and an attribute without a value is null, but an enum
 * must have an option before it is stored. Deploy the writers last.
 */
final class SchemaChange {
  /** A row of your own type. */
  record Row(String number, String priority) {}

  private final CustomObjects<Order> orders;

  SchemaChange(CustomObjects<Order> orders) {
    this.orders = orders;
  }

  /**
   * Checks that Intercom has the attribute and the option.
   *
   * @throws InvalidRequestException if the attribute does not exist
   * @throws DroppedAttributesException if the list does not have the option
   */
  void check(String priority) {
    Upserted<Order> probe =
        orders.upsert("PROBE", Attributes.builder().set("priority", priority).build());
    orders.deleteById(probe.getId());
    probe.orThrow();
  }

  /**
   * Sets the attribute, and stops at the first order that is not stored completely.
   *
   * @param rows all rows, in the same order for each run
   * @param done the number of rows that an earlier run has committed
   */
  BulkReport fill(Stream<Row> rows, long done, LongConsumer commit) {
    return orders
        .bulk(Row::number, row -> Attributes.builder().set("priority", row.priority()).build())
        .onResult(
            result -> {
              if (!result.isSuccess() || !result.getDropped().isEmpty()) {
                throw new IllegalStateException(result.toString()); // no checkpoint moves past it
              }
            })
        .onCheckpoint(reached -> commit.accept(done + reached.getCount()))
        .upsertAll(rows.skip(done));
  }
}
