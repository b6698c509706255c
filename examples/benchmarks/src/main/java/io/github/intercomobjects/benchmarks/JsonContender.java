package io.github.intercomobjects.benchmarks;

import java.io.IOException;

/** A JSON library that reads and writes the bytes of a {@link CannedClient}. */
interface JsonContender {
  /** Reads a page with the attributes as maps. */
  Object readPage() throws IOException;

  /** Reads a page with the attributes as objects of a class with a field for each. */
  Object readOrders() throws IOException;

  /** Writes an order, and reads the response with the attributes as a map. */
  Object upsert() throws IOException;
}
