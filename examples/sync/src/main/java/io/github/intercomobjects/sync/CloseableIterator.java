package io.github.intercomobjects.sync;

import java.util.Iterator;

/** An iterator over something open, to be closed at its end or before. Not thread-safe. */
interface CloseableIterator<T> extends Iterator<T>, AutoCloseable {
  @Override
  void close();
}
