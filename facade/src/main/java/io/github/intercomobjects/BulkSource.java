package io.github.intercomobjects;

import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The source of the items of a run. Read and closed by one thread.
 *
 * @param size the number of items; null if unknown
 * @param origin the stream or collection that the iterator reads; null if there is none
 */
record BulkSource<I>(Iterator<? extends I> iterator, @Nullable Long size, @Nullable Object origin) {

  static <I> BulkSource<I> of(Stream<? extends I> stream) {
    // A parallel stream would be read by its own threads, and far ahead.
    Spliterator<? extends I> items = stream.sequential().spliterator();
    long size = items.getExactSizeIfKnown();
    return new BulkSource<>(Spliterators.iterator(items), size < 0 ? null : (Long) size, stream);
  }

  static <I> BulkSource<I> of(Iterable<? extends I> iterable) {
    Iterator<? extends I> iterator = Objects.requireNonNull(iterable.iterator(), "iterator");
    Long size = iterable instanceof Collection<?> all ? (Long) (long) all.size() : null;
    return new BulkSource<>(iterator, size, iterable);
  }

  static <I> BulkSource<I> of(Iterator<? extends I> iterator) {
    return new BulkSource<>(iterator, null, null);
  }

  /** Closes the iterator and its origin if they can be closed; the second even if one fails. */
  @SuppressWarnings("try") // The resources are only closed.
  void close() throws Exception {
    try (AutoCloseable last = closeable(origin);
        AutoCloseable first = closeable(iterator)) {}
  }

  private static @Nullable AutoCloseable closeable(@Nullable Object part) {
    return part instanceof AutoCloseable closeable ? closeable : null;
  }
}
