package io.github.intercomobjects;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of a bulk come from. Read and closed by one thread.
 *
 * @param size how many there are; null if unknown
 * @param closeables what to close in the end
 */
record BulkSource<I>(
    Iterator<? extends I> iterator, @Nullable Long size, Collection<AutoCloseable> closeables) {

  static <I> BulkSource<I> of(Stream<? extends I> stream) {
    // A parallel one would be read by threads of its own, and far ahead.
    Spliterator<? extends I> items = stream.sequential().spliterator();
    long size = items.getExactSizeIfKnown();
    return new BulkSource<>(
        Spliterators.iterator(items), size < 0 ? null : (Long) size, List.of(stream));
  }

  static <I> BulkSource<I> of(Iterable<? extends I> iterable) {
    Iterator<? extends I> iterator = Objects.requireNonNull(iterable.iterator(), "iterator");
    Long size = iterable instanceof Collection<?> all ? (Long) (long) all.size() : null;
    return new BulkSource<>(iterator, size, closeable(iterator, iterable));
  }

  static <I> BulkSource<I> of(Iterator<? extends I> iterator) {
    return new BulkSource<>(iterator, null, closeable(iterator));
  }

  private static Collection<AutoCloseable> closeable(Object... parts) {
    return Stream.of(parts)
        .filter(AutoCloseable.class::isInstance)
        .map(AutoCloseable.class::cast)
        .toList();
  }

  /** Closes what can be closed; all of it, though one fails. */
  void close() throws Exception {
    Exception failure = null;
    for (AutoCloseable closeable : closeables) {
      try {
        closeable.close();
      } catch (Exception e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
