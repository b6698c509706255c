package io.github.intercomobjects;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A source of time and randomness, which tests replace. Thread-safe. */
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
          // The caller checks what has happened.
          boolean unused = wakeUp.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public double random() {
          return ThreadLocalRandom.current().nextDouble();
        }
      };

  /** Returns the time for measuring durations, as {@link System#nanoTime}. */
  long nanoTime();

  /** Returns the time since {@code start}, which {@link #nanoTime} returned. */
  default Duration since(long start) {
    return Duration.ofNanos(nanoTime() - start);
  }

  /** Returns the time in milliseconds since 1970. */
  long epochMillis();

  /** Waits until {@code duration} has passed or {@code wakeUp} is counted down. */
  void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException;

  /** Returns a number from 0 (inclusive) to 1 (exclusive). */
  double random();
}
