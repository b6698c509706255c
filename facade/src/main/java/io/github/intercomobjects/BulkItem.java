package io.github.intercomobjects;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An item of a run: one that it has taken from its source, or that was pushed.
 *
 * @param value null in a deletion by external id, and if only attributes are known
 * @param before the previous value; null for the first item
 * @param write the change to send; null if nothing can be sent
 * @param unusable the reason why nothing can be sent, or null
 * @param guard the item's own guard, or null
 * @param future the future of its result, or null
 */
record BulkItem<S>(
    long index,
    @Nullable S value,
    @Nullable S before,
    @Nullable String externalId,
    @Nullable Write write,
    @Nullable RuntimeException unusable,
    @Nullable BooleanSupplier guard,
    @Nullable CompletableFuture<@Nullable Object> future) {

  /** Creates an item with its position. */
  interface Factory<S> {
    BulkItem<S> create(long index, @Nullable S before);
  }

  /**
   * Returns the factory of an item of a source.
   *
   * @param externalId the external id, if it is known already
   */
  static <I, S> Factory<S> of(
      @Nullable I element,
      @Nullable S value,
      @Nullable String externalId,
      Function<? super I, Write> change) {
    return (index, before) -> {
      try {
        if (element == null) {
          throw new IllegalArgumentException("item " + index + " of the source is null");
        }
        Write write = change.apply(element);
        return new BulkItem<>(index, value, before, write.externalId(), write, null, null, null);
      } catch (RuntimeException e) {
        return new BulkItem<>(index, value, before, externalId, null, e, null, null);
      }
    };
  }

  /** Completes the future, if there is one, with the result of the call that carried the item. */
  void complete(@Nullable Object result, @Nullable Throwable failure) {
    if (future == null) {
      return;
    }
    if (failure != null) {
      future.completeExceptionally(failure);
    } else {
      // What was to be stored and is deleted by the same call was not stored.
      boolean isOwn = write != null && write.isDeletion() == result instanceof Boolean;
      future.complete(isOwn ? result : null);
    }
  }

  /** Fails the future, if there is one, because the item will not be sent. */
  void abandon() {
    complete(
        null,
        new ConnectionException(
            "not sent: the writer was closed or ended early; Intercom did not apply it",
            null,
            IntercomException.Outcome.NOT_APPLIED,
            0));
  }
}
