package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do. */
final class Threads {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Threads() {}

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition becomes true in time").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
