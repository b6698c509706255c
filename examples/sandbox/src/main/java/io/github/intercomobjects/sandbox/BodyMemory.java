package io.github.intercomobjects.sandbox;

import java.util.concurrent.atomic.AtomicLong;

/** The memory budget of all request bodies that are being read. Thread-safe. */
final class BodyMemory {
  private final long capacity;
  private final AtomicLong reserved = new AtomicLong();

  /**
   * @param capacity in bytes
   */
  BodyMemory(long capacity) {
    this.capacity = capacity;
  }

  /** Reserves a number of bytes; returns false if the budget is too small. */
  boolean reserve(long bytes) {
    if (reserved.addAndGet(bytes) <= capacity) {
      return true;
    }
    reserved.addAndGet(-bytes);
    return false;
  }

  void release(long bytes) {
    reserved.addAndGet(-bytes);
  }
}
