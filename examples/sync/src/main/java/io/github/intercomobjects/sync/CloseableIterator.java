package io.github.intercomobjects.sync;

import java.util.Iterator;

/** An iterator over an open resource, which must be closed. Not thread-safe. */
interface CloseableIterator<T> extends Iterator<T>, AutoCloseable {
  @Override
  void close();
}
