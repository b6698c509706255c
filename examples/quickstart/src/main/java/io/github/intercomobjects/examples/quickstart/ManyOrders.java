package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.BulkReport;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.ObjectWriter;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A recipe: stores thousands of orders at the rate limit, in constant memory. */
final class ManyOrders {
  /** A row of your own type. */
  record Row(String key, String status) {}

  private final CustomObjects<Order> orders;
  private final PrintStream out;

  ManyOrders(CustomObjects<Order> orders, PrintStream out) {
    this.orders = orders;
    this.out = out;
  }

  /** Stores the orders of a query, a file or a queue. An item is read when its call can be sent. */
  BulkReport store(Stream<Order> stream) {
    BulkReport report =
        orders
            .bulk()
            .onResult(
                result -> {
                  if (!result.isSuccess()) {
                    out.println(result.getExternalId() + " failed: " + result.getFailure());
                  }
                })
            .stopOn(result -> result.getFailure() instanceof AuthenticationException)
            .upsertAll(stream);
    out.println(report);
    return report;
  }

  /** Stores some attributes of orders, from rows of another type. */
  void update(List<Row> rows) {
    orders
        .bulk(Row::key, row -> Attributes.builder().set("status", row.status()).build())
        .upsertAll(rows);
  }

  /** Stores the rows of a queue, commits its position, and ends if the token is rejected. */
  BulkReport follow(Stream<Row> rows, LongConsumer commit) {
    return orders
        .bulk(Row::key, row -> Attributes.builder().set("status", row.status()).build())
        .onCheckpoint(reached -> commit.accept(reached.getCount()))
        .onProgress(progress -> out.println(progress))
        .onResult(
            result -> {
              if (result.getFailure() instanceof AuthenticationException rejected) {
                throw rejected; // no checkpoint moves past it, as it would with stopOn(..)
              }
            })
        .upsertAll(rows);
  }

  /** Applies a log of changes: rows of deleted orders are deletions. */
  BulkReport apply(List<Row> rows) {
    return orders
        .bulk(Row::key, row -> Attributes.builder().set("status", row.status()).build())
        .deleteIf(row -> row.status().equals("deleted"))
        .upsertAll(rows);
  }

  /** Sends changes in the background as they come. */
  @SuppressWarnings("FutureReturnValueIgnored") // A callback can report failures as well.
  void push(Order order) {
    try (ObjectWriter<Order> writer = orders.writer().build()) {
      writer.upsert(order).thenAccept(saved -> out.println("stored " + saved));
      writer.delete("ORDER-3");
    }
  }

  /** Stores orders, and deletes those that your own system no longer has. */
  BulkReport replace(Collection<String> externalIds, List<Order> stream) {
    BulkReport report = orders.bulk().upsertAll(stream);
    BulkReport gone = orders.bulk().deleteAll(externalIds);
    out.println(report.getStored() + " stored, " + gone.getDeleted() + " deleted");
    return gone;
  }
}
