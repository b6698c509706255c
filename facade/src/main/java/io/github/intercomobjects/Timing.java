package io.github.intercomobjects;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Time and chance, which tests replace. Thread-safe. */
interface Timing {
  Timing SYSTEM =
      new Timing() {
        @Override
        public long nanoTime() {
          return System.nanoTime();
        }

        @Override
        public long epochMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
          // The caller checks for itself what has happened.
          boolean unused = wakeUp.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public double random() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };

  /** A clock for spans, as {@link System#nanoTime}. */
  long nanoTime();

  /** The time of day, in milliseconds since 1970. */
  long epochMillis();

  /** Waits until {@code duration} has passed or {@code wakeUp} is counted down. */
  void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException;

  /** From 0 inclusive to 1 exclusive. */
  double random();
}
