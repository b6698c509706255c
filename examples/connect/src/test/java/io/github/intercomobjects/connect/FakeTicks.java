package io.github.intercomobjects.connect;

import java.time.Duration;

/** Clocks that a test sets. */
final class FakeTicks implements Ticks {
  private long nanos = -1_000_000_000;
  private long millis = 1_769_851_800_000L;

  synchronized void advance(Duration duration) {
    nanos += duration.toNanos();
    millis += duration.toMillis();
  }

  /** Lets the machine sleep, in which only the clock of the day continues. */
  synchronized void suspend(Duration duration) {
    millis += duration.toMillis();
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public synchronized long currentTimeMillis() {
    return millis;
  }

  @Override
  public double random() {
    return 0;
  }
}
