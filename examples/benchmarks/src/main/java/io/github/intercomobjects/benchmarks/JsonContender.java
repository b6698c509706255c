package io.github.intercomobjects.benchmarks;

import java.io.IOException;

/** A way from a {@link CannedClient}'s bytes to objects and back. */
interface JsonContender {
  /** Reads a page, the attributes as a map. */
  Object readPage() throws IOException;

  /** Reads a page, the attributes as an object of a class with a field for each. */
  Object readOrders() throws IOException;

  /** Writes an order and reads the answer, the attributes as a map. */
  Object upsert() throws IOException;
}
