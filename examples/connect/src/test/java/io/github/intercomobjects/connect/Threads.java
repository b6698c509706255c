package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Waits for what other threads do. */
final class Threads {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration QUIET = Duration.ofSeconds(1);

  private Threads() {}

  /** Waits until a count has not changed for longer than the wait between two attempts. */
  static void awaitQuiet(IntSupplier count) {
    int[] last = {-1};
    long[] since = {0};
    await(
        () -> {
          int now = count.getAsInt();
          since[0] = now == last[0] ? since[0] : System.nanoTime();
          last[0] = now;
          return System.nanoTime() - since[0] > QUIET.toNanos();
        });
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition becomes true in time").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
