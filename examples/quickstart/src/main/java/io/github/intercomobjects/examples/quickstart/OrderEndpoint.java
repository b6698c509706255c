package io.github.intercomobjects.examples.quickstart;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.InvalidRequestException;
import io.github.intercomobjects.ObjectWriter;
import io.github.intercomobjects.ObjectWriter.OnFull;
import io.github.intercomobjects.Upserted;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A recipe: an asynchronous web handler, which blocks no thread of its server. */
final class OrderEndpoint implements AutoCloseable {
  private final ObjectWriter<Order> writer;
  private final Duration patience;

  /**
   * @param patience the time after which a request is accepted without its result
   */
  OrderEndpoint(ObjectWriter.Builder<Order> writer, Duration patience) {
    this.writer = writer.onFull(OnFull.FAIL).build();
    this.patience = patience;
  }

  /** Stores the status of an order, and returns the HTTP status of the response. */
  CompletableFuture<Integer> put(String orderNumber, String status) {
    Attributes attributes = Attributes.builder().set("status", status).build();
    CompletableFuture<Upserted<Order>> stored;
    try {
      stored = writer.upsert(orderNumber, attributes);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(400); // such as an order number that is blank
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(503); // the buffer is full
    }
    return stored
        .thenApply(saved -> saved.getDropped().isEmpty() ? 200 : 422)
        .exceptionally(OrderEndpoint::status)
        .completeOnTimeout(202, patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static int status(Throwable failure) {
    Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
    return cause instanceof InvalidRequestException ? 422 : 502;
  }

  /** Waits until what was accepted is stored. */
  @Override
  public void close() {
    writer.close();
  }
}
