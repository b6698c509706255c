package io.github.intercomobjects;

import io.github.intercomobjects.Upserted.Dropped;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores or deletes any number of objects, as fast as the rate limit allows and in constant memory.
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
 * each item is a call of its own. All of each window of the rate limit is used, or the part that
 * {@link Intercom.Builder#rateLimitShare} gives to the client. How many calls are in flight follows
 * from the size of the window and from how long calls take.
 *
 * <ul>
 *   <li>The source is read on the calling thread and not ahead: an item is taken when there is a
 *       place for its call. At the end it is closed, if it is a stream or {@link AutoCloseable}.
 *   <li>Items with the same external id are sent one after the other, in the order of the source;
 *       others in any order.
 *   <li>An item that fails stops nothing, unless {@link #stopOn} says so. What is safe to repeat
 *       was repeated before. The rate limit alone makes no item fail, as long as there is a place
 *       within ten minutes: the client's {@code maxWait} and {@code totalTimeout} count here as at
 *       least one minute and ten minutes.
 *   <li>Callbacks are called one at a time, on the threads that make the calls; until one returns,
 *       no other is called. An item is settled when its {@link #onResult} has returned.
 *   <li>A callback or a source that throws ends the run: nothing more is taken, calls under way are
 *       waited for and their results are given, and {@link BulkException} tells the cause and has
 *       the report. What was thrown first counts.
 *   <li>An interrupt of the calling thread ends it sooner: calls that wait are given up unsent, and
 *       those on their way are cut off, which leaves open whether they were applied. Both are given
 *       as results that say so. Then {@code BulkException} is thrown, and the thread stays
 *       interrupted.
 *   <li>Items that are still queued when a run ends early, behind another one with their external
 *       id or in the executor, get no result, and no checkpoint moves past them.
 * </ul>
 *
 * <p>Not thread-safe: make one for each run. Runs share the windows of the rate limit, also at the
 * same time, if their clients are derived from one another.
 *
 * @param <S> the kind of item
 */
public final class Bulk<S> {
  private final CustomObjects<?> objects;
  private final Function<? super S, ? extends Change<? extends Upserted<?>>> upserting;

  // Read by BulkRun.
  Consumer<? super Result<S>> onResult = result -> {};
  Consumer<? super Checkpoint<S>> onCheckpoint = checkpoint -> {};
  Consumer<? super Progress> onProgress = progress -> {};
  Predicate<? super Result<S>> stopOn = result -> false;
  BooleanSupplier stopWhen = () -> false;
  @Nullable Executor executor;
  int maxInFlight = 256;
  Duration progressInterval = Duration.ofSeconds(1);
  @Nullable Long total;

  /**
   * @param objects the objects, of a client that waits longer for the rate limit
   * @param upserting makes the change that stores an item
   */
  Bulk(
      CustomObjects<?> objects,
      Function<? super S, ? extends Change<? extends Upserted<?>>> upserting) {
    this.objects = objects;
    this.upserting = upserting;
  }

  /** Sets a callback that is told what became of each item, in the order in which they end. */
  public Bulk<S> onResult(Consumer<? super Result<S>> callback) {
    this.onResult = Objects.requireNonNull(callback, "onResult");
    return this;
  }

  /**
   * Sets a callback that is told up to which item of the source all are settled, so that the reader
   * of a queue can commit its position. Called at most once in every {@link #progressInterval},
   * whenever nothing is under way, and at the end; each time further on than before.
   */
  public Bulk<S> onCheckpoint(Consumer<? super Checkpoint<S>> callback) {
    this.onCheckpoint = Objects.requireNonNull(callback, "onCheckpoint");
    return this;
  }

  /**
   * Sets a callback that is told how far the run is, at most once in every {@link
   * #progressInterval}, and at the end.
   */
  public Bulk<S> onProgress(Consumer<? super Progress> callback) {
    this.onProgress = Objects.requireNonNull(callback, "onProgress");
    return this;
  }

  /**
   * The shortest time between two checkpoints or two reports of progress; one second unless set,
   * zero for no limit.
   */
  public Bulk<S> progressInterval(Duration interval) {
    this.progressInterval = Times.atMostAYear(Arguments.notNegative("progressInterval", interval));
    return this;
  }

  /** How many items there are, for {@link Progress}. The size of a collection is known already. */
  public Bulk<S> total(long items) {
    if (items < 0) {
      throw new IllegalArgumentException("total must not be negative, was " + items);
    }
    this.total = items;
    return this;
  }

  /**
   * Sets which result ends the run: nothing more is taken, calls under way are waited for, and the
   * report is not {@link BulkReport#isComplete()}. For a token that is no longer accepted:
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
   * Sets a condition that is asked before each item is taken, on the calling thread; true ends the
   * run as {@link #stopOn} does.
   */
  public Bulk<S> stopWhen(BooleanSupplier condition) {
    this.stopWhen = Objects.requireNonNull(condition, "stopWhen");
    return this;
  }

  /**
   * Sets the executor that runs the calls, on one thread for each call in flight; virtual threads
   * will do. It is not shut down.
   *
   * <p>It must run every task that it accepts, at once or on threads that are free while the
   * calling one waits. If it refuses tasks while others run, fewer calls are in flight. The run
   * ends with {@link BulkException} if it refuses all of them, is shut down, or runs none for 30
   * seconds though it has some: because it drops them, or because the bulk occupies the only thread
   * of its own pool. Tasks that have not begun when a run ends early are given up.
   */
  public Bulk<S> executor(Executor threads) {
    this.executor = Objects.requireNonNull(threads, "executor");
    return this;
  }

  /** The most calls in flight at once, those that wait for the window included; 256 unless set. */
  public Bulk<S> maxInFlight(int calls) {
    if (calls < 1) {
      throw new IllegalArgumentException("maxInFlight must be 1 or more, was " + calls);
    }
    this.maxInFlight = calls;
    return this;
  }

  /**
   * Stores each item as {@link CustomObjects#upsert} does, and closes the stream.
   *
   * @throws BulkException if the source or a callback threw, or the thread was interrupted
   */
  public BulkReport upsertAll(Stream<? extends S> items) {
    return upsertAll(BulkSource.of(items));
  }

  /** As {@link #upsertAll(Stream)}. */
  public BulkReport upsertAll(Iterable<? extends S> items) {
    return upsertAll(BulkSource.of(items));
  }

  /** As {@link #upsertAll(Stream)}. */
  public BulkReport upsertAll(Iterator<? extends S> items) {
    return upsertAll(BulkSource.of(items));
  }

  /**
   * Deletes the objects with these external ids, as {@link CustomObjects#deleteByExternalId} does,
   * and closes the stream. Those that are not there are counted by {@link BulkReport#getAbsent()}.
   *
   * @throws BulkException if the source or a callback threw, or the thread was interrupted
   */
  public BulkReport deleteAll(Stream<String> externalIds) {
    return deleteAll(BulkSource.of(externalIds));
  }

  /** As {@link #deleteAll(Stream)}. */
  public BulkReport deleteAll(Iterable<String> externalIds) {
    return deleteAll(BulkSource.of(externalIds));
  }

  /** As {@link #deleteAll(Stream)}. */
  public BulkReport deleteAll(Iterator<String> externalIds) {
    return deleteAll(BulkSource.of(externalIds));
  }

  private BulkReport upsertAll(BulkSource<? extends S> source) {
    return new BulkRun<>(this, objects.settings(), total == null ? source.size() : total)
        .run(source, (index, value, before) -> BulkItem.upserting(index, value, before, upserting));
  }

  private BulkReport deleteAll(BulkSource<String> source) {
    return new BulkRun<>(this, objects.settings(), total == null ? source.size() : total)
        .run(source, (index, id, before) -> BulkItem.deleting(index, id, objects::deleting));
  }

  /** What became of one item. Immutable. */
  public static final class Result<S> {
    private final BulkItem<S> item;
    private final @Nullable Object answer;
    private final @Nullable RuntimeException failure;

    /**
     * @param answer of a success, an {@link Upserted} or whether an object was deleted
     */
    Result(BulkItem<S> item, @Nullable Object answer, @Nullable RuntimeException failure) {
      this.item = item;
      this.answer = answer;
      this.failure = failure;
    }

    /** The place of the item in the source, from 0. */
    public long getIndex() {
      return item.index();
    }

    /** The item; null in a deletion, whose items are the external ids. */
    public @Nullable S getItem() {
      return item.value();
    }

    /** The external id; null where the item failed because it has none. */
    public @Nullable String getExternalId() {
      return item.externalId();
    }

    /** Intercom's own id of what was stored; null after a failure and in a deletion. */
    public @Nullable String getId() {
      return answer instanceof Upserted<?> upserted ? upserted.getId() : null;
    }

    /**
     * What {@link CustomObjects#upsert} returned, with the object as it is stored now; null after a
     * failure and in a deletion.
     */
    public @Nullable Upserted<?> getUpserted() {
      return answer instanceof Upserted<?> upserted ? upserted : null;
    }

    /** Whether the item was stored, or the object is gone. */
    public boolean isSuccess() {
      return failure == null;
    }

    /** Whether this deleted an object, rather than found that there was none. */
    public boolean isDeleted() {
      return Boolean.TRUE.equals(answer);
    }

    /** What was sent and not stored, though the item was: see {@link Upserted#getDropped()}. */
    public List<Dropped> getDropped() {
      return answer instanceof Upserted<?> upserted ? upserted.getDropped() : List.of();
    }

    /**
     * Why the item failed, what {@link CustomObjects#upsert} or {@link
     * CustomObjects#deleteByExternalId} throws; null after a success.
     */
    public @Nullable RuntimeException getFailure() {
      return failure;
    }

    @Override
    public String toString() {
      return "item "
          + getIndex()
          + (getExternalId() == null
              ? ""
              : " (external id " + ForeignText.of(getExternalId()) + ")")
          + (failure == null ? ": " + answer : " failed: " + ForeignText.of(failure));
    }
  }

  /** Up to where all items of the source are settled. Immutable. */
  public static final class Checkpoint<S> {
    private final long count;
    private final @Nullable S lastItem;

    Checkpoint(long count, @Nullable S lastItem) {
      this.count = count;
      this.lastItem = lastItem;
    }

    /** How many items are settled, from the first one on: stored, deleted, or failed. */
    public long getCount() {
      return count;
    }

    /** The last of them; null in a deletion. */
    public @Nullable S getLastItem() {
      return lastItem;
    }

    @Override
    public String toString() {
      return count + " items are settled";
    }
  }

  /** How far a run is. Immutable. */
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

    /** How many items have ended, failed ones included. */
    public long getDone() {
      return done;
    }

    /** How many of them failed. */
    public long getFailed() {
      return failed;
    }

    /** How many items there are; null if unknown. */
    public @Nullable Long getTotal() {
      return total;
    }

    /** How long the run has taken. */
    public Duration getElapsed() {
      return elapsed;
    }

    /** Items a second since the beginning; uneven in the first few windows of ten seconds. */
    public double getRate() {
      return elapsed.isZero() ? 0 : done / (elapsed.toNanos() / 1e9);
    }

    /** When the last item is expected to end; null if the total is unknown or nothing has ended. */
    public @Nullable Instant getEstimatedEnd() {
      double rate = getRate();
      return total == null || rate == 0
          ? null
          : now.plusMillis((long) (Math.max(0, total - done) / rate * 1000));
    }

    @Override
    public String toString() {
      return done
          + (total == null ? "" : " of " + total)
          + " items, "
          + failed
          + " failed, "
          + Math.round(getRate())
          + " a second";
    }
  }
}
