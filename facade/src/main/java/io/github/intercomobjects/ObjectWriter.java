package io.github.intercomobjects;

import io.github.intercomobjects.IntercomException.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A writer that takes changes one by one and sends them in the background, as fast as the rate
 * limit allows: a {@link Bulk} whose items are pushed.
 *
 * <pre>{@code
 * try (ObjectWriter<Order> writer = orders.writer().build()) {
 *   writer.upsert(order).thenAccept(saved -> out.println("stored " + saved));
 *   writer.delete("ORDER-3");
 * }
 * }</pre>
 *
 * <ul>
 *   <li>Changes of one external id are sent in the order in which they were pushed, others side by
 *       side.
 *   <li>A change that fails fails its future and does not end the writer. As in a bulk, a change
 *       waits for its place in the window for as long as it takes.
 *   <li>A push to a full buffer blocks or fails, as {@link Builder#onFull} says; not in a callback
 *       or in a function that a future runs on a thread of the writer, where it is always accepted.
 *   <li>A callback that throws, or an executor that runs no task, ends the writer: what was not
 *       sent fails with {@link Outcome#NOT_APPLIED}, no checkpoint moves past it, and from then on
 *       the methods throw {@link BulkException}.
 *   <li>To cancel a future does not cancel its change.
 * </ul>
 *
 * <p>Thread-safe. Close it, because what it still holds is lost when the process ends.
 */
public final class ObjectWriter<T> implements AutoCloseable {
  /** The reaction to a push while the buffer is full. */
  public enum OnFull {
    /** The push waits for room. */
    BLOCK,

    /** The push throws {@link RejectedExecutionException}, and the change is not accepted. */
    FAIL
  }

  private final Bulk<T> options;
  private final WriteRun<T> run;
  private final @Nullable Integer bufferSize;
  private final OnFull onFull;
  private volatile boolean closed;

  /** True when the last checkpoint is reported. */
  private volatile boolean ended;

  private ObjectWriter(Builder<T> builder) {
    this.options = builder.options.copy();
    this.run = new WriteRun<>(options, null, true);
    this.bufferSize = builder.bufferSize;
    this.onFull = builder.onFull;
  }

  /**
   * Stores {@code value} as {@link CustomObjects#upsert(Object)} does. The future completes with
   * the exception of that method if it fails, and with null if the writer merges and a later
   * deletion replaced this change.
   *
   * @throws IllegalArgumentException if the value cannot be sent
   * @throws IllegalStateException if the writer is closed
   * @throws RejectedExecutionException if the buffer is full and {@link OnFull#FAIL} is set
   * @throws ConnectionException if the thread was interrupted during the wait for room
   */
  public CompletableFuture<@Nullable Upserted<T>> upsert(T value) {
    return push(value, options.toWrite(value), null);
  }

  /**
   * Stores {@code value} if the guard of this change allows it.
   *
   * @param guard asked twice for each attempt, as {@link Bulk#guard}, after that of the writer
   */
  public CompletableFuture<@Nullable Upserted<T>> upsert(T value, BooleanSupplier guard) {
    return push(value, options.toWrite(value), Objects.requireNonNull(guard, "guard"));
  }

  /** Stores only these attributes, as {@link #upsert(Object)} stores a value. */
  public CompletableFuture<@Nullable Upserted<T>> upsert(String externalId, Attributes attributes) {
    return push(null, Write.of(externalId, attributes), null);
  }

  /** Stores only these attributes if the guard of this change allows it. */
  public CompletableFuture<@Nullable Upserted<T>> upsert(
      String externalId, Attributes attributes, BooleanSupplier guard) {
    return push(null, Write.of(externalId, attributes), Objects.requireNonNull(guard, "guard"));
  }

  /**
   * Deletes the object with this external id. The future completes with the result of {@link
   * CustomObjects#deleteByExternalId}; the exceptions are those of {@link #upsert(Object)}.
   */
  public CompletableFuture<Boolean> delete(String externalId) {
    return push(null, Write.deletion(externalId), null);
  }

  /** Deletes the object if the guard of this change allows it. */
  public CompletableFuture<Boolean> delete(String externalId, BooleanSupplier guard) {
    return push(null, Write.deletion(externalId), Objects.requireNonNull(guard, "guard"));
  }

  /** Adds a change; R is the type of the result of its kind. */
  @SuppressWarnings("unchecked")
  private <R extends @Nullable Object> CompletableFuture<R> push(
      @Nullable T value, Write write, @Nullable BooleanSupplier guard) {
    CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
    BulkItem.Factory<T> item =
        (index, before) ->
            new BulkItem<>(index, value, before, write.externalId(), write, null, guard, future);
    if (run.isWorker()) {
      // A wait for room would be a wait for itself. The thread takes the item when it is free.
      if (!run.lanes.offer(item, Integer.MAX_VALUE)) {
        throw ended();
      }
    } else {
      add(item);
      run.submit();
    }
    return (CompletableFuture<R>) (CompletableFuture<?>) future;
  }

  private void add(BulkItem.Factory<T> item) {
    while (true) {
      // Before the attempt, so that no change after it is missed.
      CountDownLatch room = run.lanes.nextChange();
      if (closed) {
        throw ended();
      }
      int most = bufferSize == null ? Math.max(1000, 2 * run.inFlight()) : bufferSize;
      if (run.lanes.offer(item, most)) {
        return;
      }
      // A caller whose pushes shall fail never waits, and would not notice that it stays full.
      run.checkExecutor();
      if (run.lanes.isStopped()) {
        throw ended();
      }
      if (onFull == OnFull.FAIL) {
        throw new RejectedExecutionException(
            ("the writer's buffer of %,d changes is full, so this one was not accepted; push it again"
                    + " later, or set onFull(OnFull.BLOCK) or a larger bufferSize(..)")
                .formatted(most));
      }
      try {
        run.await(room);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ConnectionException(
            "not accepted: interrupted during the wait for room in the writer's buffer",
            e,
            Outcome.NOT_APPLIED,
            0);
      }
    }
  }

  /** Returns the exception for a writer that takes no more changes. */
  private RuntimeException ended() {
    BulkException failure = run.end.failure(run.report(false));
    return failure == null ? new IllegalStateException("the writer is closed") : failure;
  }

  /**
   * Waits until all changes that were pushed before have ended, their futures are complete, and the
   * checkpoint is reported. The failure of a change does not make this method fail.
   *
   * @throws BulkException if the writer ended early, or the thread was interrupted: then the writer
   *     continues, and the thread stays interrupted
   */
  public void flush() {
    requireNoWorker("flush");
    try {
      run.awaitSettled(run.lanes.taken());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      BulkReport report = run.report(false);
      throw new BulkException(
          "flush was interrupted, and the writer continues; until then: " + report, e, report);
    }
    if (run.lanes.isStopped()) {
      throw ended();
    }
    run.reportCheckpoint();
  }

  /**
   * Waits until all changes have ended, as {@link #flush} does, and ends the writer. An interrupt
   * ends it as {@link #closeNow} does. Other threads that close the writer meanwhile wait too; a
   * writer that has ended is closed without effect.
   *
   * @throws BulkException if the writer ended early, or the thread was interrupted
   */
  @Override
  public void close() {
    requireNoWorker("close");
    if (ended) {
      return;
    }
    closed = true;
    try {
      do {
        // Callbacks may have pushed more in the meantime.
        run.awaitSettled(run.lanes.taken());
      } while (!run.lanes.stopIfSettled());
    } catch (InterruptedException e) {
      run.interrupted(e);
    }
    run.awaitIdle();
    BulkReport report = run.finish(true);
    ended = true;
    BulkReport unused = run.end.report(report);
  }

  /**
   * Ends the writer without waiting for the rate limit or responses: changes that wait are not
   * sent, and calls in flight are cancelled with an unknown outcome. All their futures fail, and no
   * checkpoint moves past them.
   *
   * @return the external ids of the changes that were not sent, in their order
   */
  public List<String> closeNow() {
    requireNoWorker("closeNow");
    closed = true;
    run.cancel();
    run.awaitIdle();
    BulkReport unused = run.finish(false);
    ended = true;
    run.end.restoreInterrupt();
    return run.unsent().stream()
        .map(item -> Objects.requireNonNull(item.externalId()))
        .distinct()
        .toList();
  }

  private void requireNoWorker(String method) {
    if (run.isWorker()) {
      throw new IllegalStateException(
          method + " in a callback or a function of a future would wait for itself");
    }
  }

  @Override
  public String toString() {
    return "ObjectWriter[" + run.lanes.taken() + " changes" + (closed ? ", closed]" : "]");
  }

  /** A builder of {@link ObjectWriter}. Not thread-safe. */
  public static final class Builder<T> {
    private final Bulk<T> options;
    private @Nullable Integer bufferSize;
    private OnFull onFull = OnFull.BLOCK;

    Builder(Bulk<T> options) {
      this.options = options;
    }

    /** Sets a callback that receives the result of each change: see {@link Bulk#onResult}. */
    public Builder<T> onResult(Consumer<? super Bulk.Result<T>> callback) {
      options.onResult(callback);
      return this;
    }

    /**
     * Sets a callback that receives the number of changes, from the first one that was pushed, that
     * are all settled: see {@link Bulk#onCheckpoint}. A change is settled, even if it failed, when
     * its {@link #onResult} has returned and its future is complete; a callback that throws ends
     * the writer, so that no checkpoint moves past the change.
     */
    public Builder<T> onCheckpoint(Consumer<? super Bulk.Checkpoint<T>> callback) {
      options.onCheckpoint(callback);
      return this;
    }

    /** Sets a callback that receives the progress: see {@link Bulk#onProgress}. */
    public Builder<T> onProgress(Consumer<? super Bulk.Progress> callback) {
      options.onProgress(callback);
      return this;
    }

    /** Sets the minimum time between two checkpoints: see {@link Bulk#progressInterval}. */
    public Builder<T> progressInterval(Duration interval) {
      options.progressInterval(interval);
      return this;
    }

    /** Sets the executor of the calls, which is not shut down: see {@link Bulk#executor}. */
    public Builder<T> executor(Executor threads) {
      options.executor(threads);
      return this;
    }

    /** Sets the maximum number of calls in flight: see {@link Bulk#maxInFlight}. */
    public Builder<T> maxInFlight(int calls) {
      options.maxInFlight(calls);
      return this;
    }

    /** Sets a guard, which is asked before each attempt of a call: see {@link Bulk#guard}. */
    public Builder<T> guard(BooleanSupplier guard) {
      options.guard(guard);
      return this;
    }

    /**
     * Sets whether changes of one external id that wait are merged into one call; false by default.
     * Later attributes and times replace earlier ones, nulls included; a deletion replaces
     * everything before it, and an upsert after it is a call of its own. The futures of merged
     * changes complete with the call that carried them; an upsert that a deletion replaced
     * completes with null. The call asks the guards of all its changes, and is sent without those
     * that refuse.
     */
    public Builder<T> merge(boolean merge) {
      options.merge = merge;
      return this;
    }

    /**
     * Sets how many changes may be buffered or in flight. The default is 1,000, or twice the number
     * of calls that are in flight to use the windows if that is more.
     */
    public Builder<T> bufferSize(int changes) {
      if (changes < 1) {
        throw new IllegalArgumentException("bufferSize must be 1 or more, was " + changes);
      }
      this.bufferSize = changes;
      return this;
    }

    /** Sets the reaction to a push while the buffer is full; {@link OnFull#BLOCK} by default. */
    public Builder<T> onFull(OnFull onFull) {
      this.onFull = Objects.requireNonNull(onFull, "onFull");
      return this;
    }

    /** Returns a new writer. Nothing is sent yet. */
    public ObjectWriter<T> build() {
      return new ObjectWriter<>(this);
    }
  }
}
