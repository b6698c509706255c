package io.github.intercomobjects;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An item that a bulk has taken from its source.
 *
 * @param value null in a deletion
 * @param before the item that was taken before this one; null for the first, and in a deletion
 * @param change what is to be sent for it; null if nothing can be
 * @param unusable why nothing can be sent; null if something can
 */
record BulkItem<S>(
    long index,
    @Nullable S value,
    @Nullable S before,
    @Nullable String externalId,
    @Nullable Change<?> change,
    @Nullable RuntimeException unusable) {

  /** Makes an item of what a source gives. */
  interface Maker<I, S> {
    BulkItem<S> make(long index, @Nullable I item, @Nullable S before);
  }

  static <S> BulkItem<S> upserting(
      long index,
      @Nullable S value,
      @Nullable S before,
      Function<? super S, ? extends Change<?>> upserting) {
    return make(index, value, before, null, value, upserting);
  }

  static <S> BulkItem<S> deleting(
      long index, @Nullable String id, Function<String, ? extends Change<?>> deleting) {
    return make(index, null, null, id, id, deleting);
  }

  private static <I, S> BulkItem<S> make(
      long index,
      @Nullable S value,
      @Nullable S before,
      @Nullable String externalId,
      @Nullable I item,
      Function<? super I, ? extends Change<?>> changing) {
    try {
      if (item == null) {
        throw new IllegalArgumentException("item " + index + " of the source is null");
      }
      Change<?> change = changing.apply(item);
      return new BulkItem<>(index, value, before, change.externalId(), change, null);
    } catch (RuntimeException e) {
      return new BulkItem<>(index, value, before, externalId, null, e);
    }
  }

  /** Sends the change; a failure is a result as well. */
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

  /** What its call has been through; null if there is none. */
  @Nullable CallState state() {
    return change == null ? null : ApiCall.stateOf(change.call());
  }

  /** Gives up waiting, and cuts off what is on its way. */
  void cancel() {
    if (change != null) {
      change.call().cancel();
    }
  }
}
