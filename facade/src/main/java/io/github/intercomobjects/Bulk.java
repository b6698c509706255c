package io.github.intercomobjects;

import io.github.intercomobjects.Upserted.Dropped;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run that stores or deletes any number of objects, as fast as the rate limit allows and in
 * constant memory.
 *
 * <pre>{@code
 * BulkReport report =
 *     orders
 *         .bulk()
 *         .onResult(
 *             result -> {
 *               if (!result.isSuccess()) {
 *                 out.println(result.getExternalId() + " failed: " + result.getFailure());
 *               }
 *             })
 *         .upsertAll(stream);
 * out.println(report);
 * }</pre>
 *
 * <p>Intercom has no bulk call for custom objects (API descriptions 2.13 to 2.16 and Preview), so
 * each item is one call. A run uses each window of the rate limit completely, or the client's
 * {@link Intercom.Builder#rateLimitShare} of it. The number of calls in flight depends on the size
 * of the window and the duration of calls.
 *
 * <ul>
 *   <li>The source is read on the calling thread and not ahead: an item is taken when its call can
 *       start. The source is closed at the end if it is a stream or {@link AutoCloseable}.
 *   <li>Items with the same external id are sent one after another, in the order of the source;
 *       others in any order.
 *   <li>A failed item does not end the run, unless {@link #stopOn} ends it. Calls that are safe to
 *       retry were retried. An item waits for its place in the window for as long as it takes, and
 *       no quota or share of the client makes it fail. If Intercom itself rejects its calls, it
 *       fails only after ten minutes: the client's {@code maxWait} and {@code totalTimeout} are at
 *       least one minute and ten minutes here, without the wait for the window.
 *   <li>Callbacks are called one at a time, on the threads that execute the calls. An item is
 *       settled when its {@link #onResult} has returned.
 *   <li>A callback or a source that throws ends the run: no more items are taken, calls in flight
 *       finish and get results, and {@link BulkException} has the first cause and the report.
 *   <li>An interrupt of the calling thread ends the run sooner: waiting calls are not sent, and
 *       calls in flight are cancelled with an unknown outcome. Both get results with a failure, and
 *       no checkpoint moves past them. Then {@code BulkException} is thrown, and the thread stays
 *       interrupted.
 *   <li>Items still queued when a run ends early, behind another item with their external id or in
 *       the executor, get no result, and no checkpoint moves past them.
 * </ul>
 *
 * <p>Not thread-safe: create one for each run. Concurrent runs of clients derived from one another
 * share the windows of the rate limit.
 *
 * @param <S> the type of item
 */
public final class Bulk<S> {
  /** The heap for a call in flight with its connection, three times over. */
  private static final int BYTES_OF_CALL = 48 * 1024;

  /** The default of {@link #maxInFlight}. */
  private static final int MOST_IN_FLIGHT =
      (int) Math.max(256, Math.min(8192, Runtime.getRuntime().maxMemory() / BYTES_OF_CALL));

  final Settings settings;
  private final BiFunction<? super S, Boolean, Write> change;

  // Read by WriteRun.
  final WriteCall.Sending sending;
  BooleanSupplier guard = () -> true;
  boolean merge;
  Consumer<? super Result<S>> onResult = result -> {};
  Consumer<? super Checkpoint<S>> onCheckpoint = checkpoint -> {};
  Consumer<? super Progress> onProgress = progress -> {};
  Predicate<? super Result<S>> stopOn = result -> false;
  BooleanSupplier stopWhen = () -> false;
  @Nullable Executor executor;
  int maxInFlight = MOST_IN_FLIGHT;
  private Predicate<? super S> deleteIf = item -> false;
  Duration progressInterval = Duration.ofSeconds(1);
  @Nullable Long total;

  /**
   * @param change returns the change for an item and whether it is deleted
   */
  Bulk(Settings settings, BiFunction<? super S, Boolean, Write> change, WriteCall.Sending sending) {
    this.settings = settings;
    this.change = change;
    this.sending = sending;
  }

  /** Sets a callback that receives the result of each item, in the order in which they end. */
  public Bulk<S> onResult(Consumer<? super Result<S>> callback) {
    this.onResult = Objects.requireNonNull(callback, "onResult");
    return this;
  }

  /**
   * Sets a callback that receives the position in the source up to which all items are settled, for
   * example to commit it to a queue. It is called at most once in each {@link #progressInterval},
   * whenever nothing is in flight, and at the end, always with a higher position.
   */
  public Bulk<S> onCheckpoint(Consumer<? super Checkpoint<S>> callback) {
    this.onCheckpoint = Objects.requireNonNull(callback, "onCheckpoint");
    return this;
  }

  /**
   * Sets a callback that receives the progress of the run, at most once in each {@link
   * #progressInterval}, and at the end.
   */
  public Bulk<S> onProgress(Consumer<? super Progress> callback) {
    this.onProgress = Objects.requireNonNull(callback, "onProgress");
    return this;
  }

  /**
   * Sets the minimum time between two checkpoints or two reports of progress; the default is one
   * second, and zero means no limit.
   */
  public Bulk<S> progressInterval(Duration interval) {
    this.progressInterval = Times.atMostAYear(Arguments.notNegative("progressInterval", interval));
    return this;
  }

  /** Sets the number of items, for {@link Progress}. For a collection it is known. */
  public Bulk<S> total(long items) {
    if (items < 0) {
      throw new IllegalArgumentException("total must not be negative, was " + items);
    }
    this.total = items;
    return this;
  }

  /**
   * Sets a condition on results that ends the run: no more items are taken, calls in flight finish,
   * and the report is not {@link BulkReport#isComplete()}. The item itself counts as settled; throw
   * in {@link #onResult} if no checkpoint may move past it. For example, if the token is rejected:
   *
   * <pre>{@code
   * .stopOn(result -> result.getFailure() instanceof AuthenticationException)
   * }</pre>
   */
  public Bulk<S> stopOn(Predicate<? super Result<S>> condition) {
    this.stopOn = Objects.requireNonNull(condition, "stopOn");
    return this;
  }

  /**
   * Sets a condition that is checked before each item is taken, on the calling thread; true ends
   * the run as {@link #stopOn} does.
   */
  public Bulk<S> stopWhen(BooleanSupplier condition) {
    this.stopWhen = Objects.requireNonNull(condition, "stopWhen");
    return this;
  }

  /**
   * Sets the executor of the calls, which needs one thread for each call in flight; virtual threads
   * are fine. It is not shut down.
   *
   * <p>It must run every task that it accepts, at once or on threads other than the calling one. If
   * it rejects tasks while others run, fewer calls are in flight. The run ends with {@link
   * BulkException} if the executor rejects all tasks, is shut down, or starts none of its tasks for
   * 30 seconds, because it drops them or because the run occupies its only thread. Tasks that have
   * not started when a run ends early are abandoned.
   */
  public Bulk<S> executor(Executor threads) {
    this.executor = Objects.requireNonNull(threads, "executor");
    return this;
  }

  /**
   * Sets the maximum number of calls that are in flight or wait for the window, each of which needs
   * a thread and, with HTTP/1.1, a connection. The default is 8,192, or one for each 48 kB of the
   * heap if these are fewer; a run has only as many as the window and the duration of calls need,
   * such as 625 for 1,667 calls of three seconds in each window. If calls become twice as slow as
   * they were, it has at most 256 or those that it had before. {@link BulkReport#isInFlightLimited}
   * returns whether a run needed more.
   *
   * <p>An {@code OkHttpClient} of your own keeps its pool, by default of five idle connections;
   * give it one that fits the calls in flight.
   */
  public Bulk<S> maxInFlight(int calls) {
    if (calls < 1) {
      throw new IllegalArgumentException("maxInFlight must be 1 or more, was " + calls);
    }
    this.maxInFlight = calls;
    return this;
  }

  /**
   * Sets which items are deletions: {@link #upsertAll} then deletes the object with the item's
   * external id. So a run can apply a log of changes in its order.
   *
   * <pre>{@code
   * orders
   *     .bulk(Row::key, row -> Attributes.builder().set("status", row.status()).build())
   *     .deleteIf(row -> row.status().equals("deleted"))
   *     .upsertAll(rows);
   * }</pre>
   */
  public Bulk<S> deleteIf(Predicate<? super S> condition) {
    this.deleteIf = Objects.requireNonNull(condition, "deleteIf");
    return this;
  }

  /**
   * Sets a guard, which is asked before each attempt of a call, retries and look-ups of contacts
   * included, whether it may be sent; if not, the item fails with {@link GuardedException}. It is
   * asked once more when the connection is open, just before the first byte is written. Many
   * threads call it.
   */
  public Bulk<S> guard(BooleanSupplier guard) {
    this.guard = Objects.requireNonNull(guard, "guard");
    return this;
  }

  /**
   * Stores each item as {@link CustomObjects#upsert} does, and closes the stream.
   *
   * @throws BulkException if the source or a callback threw, the executor started no task, or the
   *     thread was interrupted
   */
  public BulkReport upsertAll(Stream<? extends S> items) {
    return upsertAll(BulkSource.of(items));
  }

  /** Stores each item, as {@link #upsertAll(Stream)} does. */
  public BulkReport upsertAll(Iterable<? extends S> items) {
    return upsertAll(BulkSource.of(items));
  }

  /** Stores each item, as {@link #upsertAll(Stream)} does. */
  public BulkReport upsertAll(Iterator<? extends S> items) {
    return upsertAll(BulkSource.of(items));
  }

  /**
   * Deletes the objects with these external ids, as {@link CustomObjects#deleteByExternalId} does,
   * and closes the stream. {@link BulkReport#getAbsent()} counts those that do not exist.
   *
   * @throws BulkException if the source or a callback threw, the executor started no task, or the
   *     thread was interrupted
   */
  public BulkReport deleteAll(Stream<String> externalIds) {
    return deleteAll(BulkSource.of(externalIds));
  }

  /** Deletes objects, as {@link #deleteAll(Stream)} does. */
  public BulkReport deleteAll(Iterable<String> externalIds) {
    return deleteAll(BulkSource.of(externalIds));
  }

  /** Deletes objects, as {@link #deleteAll(Stream)} does. */
  public BulkReport deleteAll(Iterator<String> externalIds) {
    return deleteAll(BulkSource.of(externalIds));
  }

  private BulkReport upsertAll(BulkSource<? extends S> source) {
    return run(
        source,
        item -> BulkItem.of(item, item, null, one -> change.apply(one, deleteIf.test(one))));
  }

  private BulkReport deleteAll(BulkSource<String> source) {
    return run(source, id -> BulkItem.of(id, null, id, Write::deletion));
  }

  private <I> BulkReport run(
      BulkSource<? extends I> source, Function<@Nullable I, BulkItem.Factory<S>> factory) {
    return new BulkRun<>(this, total == null ? source.size() : total).run(source, factory);
  }

  /**
   * Returns a bulk with the options that a writer has, which later changes to this one do not
   * affect. Those of a source ({@link #deleteIf}, {@link #stopOn}, {@link #stopWhen}, {@link
   * #total}) are not copied.
   */
  Bulk<S> copy() {
    Bulk<S> copy = new Bulk<>(settings, change, sending);
    copy.onResult = onResult;
    copy.onCheckpoint = onCheckpoint;
    copy.onProgress = onProgress;
    copy.executor = executor;
    copy.maxInFlight = maxInFlight;
    copy.progressInterval = progressInterval;
    copy.guard = guard;
    copy.merge = merge;
    return copy;
  }

  /** Returns the change that stores a value. */
  Write toWrite(S value) {
    return change.apply(value, false);
  }

  /** The result of one item. Immutable. */
  public static final class Result<S> {
    private final BulkItem<S> item;

    /** An {@link Upserted}, or whether an object was deleted; null after a failure. */
    private final @Nullable Object value;

    private final @Nullable RuntimeException failure;

    Result(BulkItem<S> item, @Nullable Object value, @Nullable RuntimeException failure) {
      this.item = item;
      this.value = value;
      this.failure = failure;
    }

    BulkItem<S> item() {
      return item;
    }

    @Nullable Object value() {
      return value;
    }

    /** Returns the position of the item in the source, from 0. */
    public long getIndex() {
      return item.index();
    }

    /**
     * Returns the item; null in {@link Bulk#deleteAll}, whose items are the external ids, and if
     * only attributes or an external id were pushed to a writer.
     */
    public @Nullable S getItem() {
      return item.value();
    }

    /** Returns the external id, or null if the item failed because it has none. */
    public @Nullable String getExternalId() {
      return item.externalId();
    }

    /** Returns Intercom's own id of the stored object; null after a failure and in a deletion. */
    public @Nullable String getId() {
      return value instanceof Upserted<?> upserted ? upserted.getId() : null;
    }

    /**
     * Returns what {@link CustomObjects#upsert} returned; null after a failure and in a deletion.
     */
    public @Nullable Upserted<?> getUpserted() {
      return value instanceof Upserted<?> upserted ? upserted : null;
    }

    /** Returns whether the item was stored, or the object no longer exists. */
    public boolean isSuccess() {
      return failure == null;
    }

    /** Returns whether this deleted an object; false if there was none. */
    public boolean isDeleted() {
      return Boolean.TRUE.equals(value);
    }

    /** Returns what was sent but not stored with the item: see {@link Upserted#getDropped()}. */
    public List<Dropped> getDropped() {
      return value instanceof Upserted<?> upserted ? upserted.getDropped() : List.of();
    }

    /**
     * Returns the exception of {@link CustomObjects#upsert} or {@link
     * CustomObjects#deleteByExternalId}; null after a success.
     */
    public @Nullable RuntimeException getFailure() {
      return failure;
    }

    @Override
    public String toString() {
      String id = getExternalId();
      return "item "
          + getIndex()
          + (id == null ? "" : " (external id " + ForeignText.of(id) + ")")
          + (failure == null ? ": " + value : " failed: " + ForeignText.of(failure));
    }
  }

  /** The position in the source up to which all items are settled. Immutable. */
  public static final class Checkpoint<S> {
    private final long count;
    private final @Nullable S lastItem;

    Checkpoint(long count, @Nullable S lastItem) {
      this.count = count;
      this.lastItem = lastItem;
    }

    /** Returns the number of items, from the first one on, that were stored, deleted, or failed. */
    public long getCount() {
      return count;
    }

    /** Returns the last of them, or null where {@link Result#getItem} is null. */
    public @Nullable S getLastItem() {
      return lastItem;
    }

    @Override
    public String toString() {
      return count + " items are settled";
    }
  }

  /** The progress of a run. Immutable. */
  public static final class Progress {
    private final long done;
    private final long failed;
    private final @Nullable Long total;
    private final Duration elapsed;
    private final Instant now;

    Progress(long done, long failed, @Nullable Long total, Duration elapsed, Instant now) {
      this.done = done;
      this.failed = failed;
      this.total = total;
      this.elapsed = elapsed;
      this.now = now;
    }

    /** Returns the number of items that have ended, failed ones included. */
    public long getDone() {
      return done;
    }

    /** Returns the number of items that failed. */
    public long getFailed() {
      return failed;
    }

    /** Returns the number of all items, or null if unknown. */
    public @Nullable Long getTotal() {
      return total;
    }

    /** Returns the time since the run started. */
    public Duration getElapsed() {
      return elapsed;
    }

    /** Returns the items per second since the start; uneven in the first few windows. */
    public double getRate() {
      return elapsed.isZero() ? 0 : done / (elapsed.toNanos() / 1e9);
    }

    /** Returns the expected end; null if the total is unknown or no item has ended. */
    public @Nullable Instant getEstimatedEnd() {
      double rate = getRate();
      return total == null || rate == 0
          ? null
          : now.plusMillis((long) (Math.max(0, total - done) / rate * 1000));
    }

    @Override
    public String toString() {
      String all = total == null ? "" : " of " + total;
      return done + all + " items, " + failed + " failed, " + Math.round(getRate()) + " a second";
    }
  }
}
