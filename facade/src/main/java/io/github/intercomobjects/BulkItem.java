package io.github.intercomobjects;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An item that a run has taken from its source.
 *
 * @param value null in a deletion
 * @param before the previous item; null for the first, and in a deletion
 * @param change the change to send; null if nothing can be sent
 * @param unusable the reason why nothing can be sent, or null
 */
record BulkItem<S>(
    long index,
    @Nullable S value,
    @Nullable S before,
    @Nullable String externalId,
    @Nullable Change<?> change,
    @Nullable RuntimeException unusable) {

  /** Creates an item from an element of the source. */
  interface Factory<I, S> {
    BulkItem<S> create(long index, @Nullable I element, @Nullable S before);
  }

  static <I, S> BulkItem<S> create(
      long index,
      @Nullable S value,
      @Nullable S before,
      @Nullable String externalId,
      @Nullable I element,
      Function<? super I, ? extends Change<?>> changing) {
    try {
      if (element == null) {
        throw new IllegalArgumentException("item " + index + " of the source is null");
      }
      Change<?> change = changing.apply(element);
      return new BulkItem<>(index, value, before, change.externalId(), change, null);
    } catch (RuntimeException e) {
      return new BulkItem<>(index, value, before, externalId, null, e);
    }
  }

  /** Sends the change and returns its result, which may be a failure. */
  Bulk.Result<S> run() {
    if (change == null) {
      return new Bulk.Result<>(this, null, unusable);
    }
    try {
      return new Bulk.Result<>(this, change.run(), null);
    } catch (RuntimeException e) {
      return new Bulk.Result<>(this, null, e);
    }
  }

  /** Returns the state of the call, or null if there is none. */
  @Nullable CallState state() {
    return change == null ? null : ApiCall.stateOf(change.call());
  }

  /** Cancels the call, which may wait or be in flight. */
  void cancel() {
    if (change != null) {
      change.call().cancel();
    }
  }
}
