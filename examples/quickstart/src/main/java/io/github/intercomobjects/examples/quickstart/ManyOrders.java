package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.BulkReport;
import io.github.intercomobjects.CustomObjects;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** A recipe: thousands of orders, at the rate limit and in constant memory. */
final class ManyOrders {
  /** A row of your own, of whatever shape. */
  record Row(String key, String status) {}

  private final CustomObjects<Order> orders;
  private final PrintStream out;

  ManyOrders(CustomObjects<Order> orders, PrintStream out) {
    this.orders = orders;
    this.out = out;
  }

  /** From a query, a file, a queue: an item is read when there is a place for its call. */
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
            .upsertAll(stream);
    out.println(report);
    return report;
  }

  /** Some attributes only, of rows that are no orders. */
  void update(List<Row> rows) {
    orders
        .bulk(Row::key, row -> Attributes.builder().set("status", row.status()).build())
        .upsertAll(rows);
  }

  /** The same of a queue whose position is kept, until the token is refused. */
  BulkReport follow(Stream<Row> rows, LongConsumer commit) {
    return orders
        .bulk(Row::key, row -> Attributes.builder().set("status", row.status()).build())
        .onCheckpoint(reached -> commit.accept(reached.getCount()))
        .onProgress(progress -> out.println(progress))
        .stopOn(result -> result.getFailure() instanceof AuthenticationException)
        .upsertAll(rows);
  }

  /** What is gone from your own system, and what is stored of it. */
  BulkReport replace(Collection<String> externalIds, List<Order> stream) {
    BulkReport report = orders.bulk().upsertAll(stream);
    BulkReport gone = orders.bulk().deleteAll(externalIds);
    out.println(report.getStored() + " stored, " + gone.getDeleted() + " deleted");
    return gone;
  }
}
