package io.github.intercomobjects.sandbox;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that the bodies of all requests may fill while they are read. Thread-safe. */
final class BodyMemory {
  private final long capacity;
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param capacity in bytes
   */
  BodyMemory(long capacity) {
    this.capacity = capacity;
  }

  /** Takes some bytes, if there are so many. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) <= capacity) {
      return true;
    }
    taken.addAndGet(-bytes);
    return false;
  }

  void give(long bytes) {
    taken.addAndGet(-bytes);
  }
}
