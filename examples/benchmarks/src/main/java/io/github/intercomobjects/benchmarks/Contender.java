package io.github.intercomobjects.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * A client of the API, written in one of several ways. All do the same work, which {@link Job}
 * checks before it is measured.
 */
interface Contender {
  /**
   * Stores {@link Samples#order} and returns what the response has, with the attributes by name.
   */
  Object upsert() throws IOException;

  /** Returns a page with the attributes by name. */
  Object readPage() throws IOException;

  /** Returns a page with the attributes in the fields of a class. */
  Object readOrders() throws IOException;

  /** Returns a contact that is read from JSON, without a request. */
  default Object readContact() throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Returns the result of {@link #upsert} or {@link #readPage} in a form that is the same for all.
   */
  List<Instance> instances(Object result);

  /** Returns the result of {@link #readOrders} in a form that is the same for all. */
  List<Order> orders(Object result);

  /** Returns the JSON of the result of {@link #readContact}. */
  default String contact(Object result) {
    throw new UnsupportedOperationException();
  }
}
