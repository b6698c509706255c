package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator that knows whether there is another element only after computing it. */
abstract class LookAheadIterator<T> implements Iterator<T> {
  private @Nullable T next;

  /** Returns the next element; null at the end, and from then on. */
  protected abstract @Nullable T advance();

  @Override
  public final boolean hasNext() {
    if (next == null) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public T next() {
    T element = hasNext() ? next : null;
    if (element == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return element;
  }
}
