package io.github.intercomobjects;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that advances only while a thread sleeps. Thread-safe. */
final class FakeTiming implements Timing {
  /** 2026-09-01T12:00:00Z. */
  static final long START_SECONDS = 1788264000L;

  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
  private volatile boolean interrupting;
  private volatile double random = 0.5;
  private volatile Runnable onSleep = () -> {};

  /** Returns the waits so far, in order. */
  List<Duration> sleeps() {
    return sleeps;
  }

  void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  /** Returns the same clock for a sandbox. */
  Clock clock() {
    return new TimeOfDay(() -> Instant.ofEpochMilli(epochMillis()));
  }

  /** Interrupts every sleep from now on. */
  void interruptSleeps() {
    interrupting = true;
  }

  /** Sets the random number from now on. */
  void random(double next) {
    random = next;
  }

  /** Sets an action that runs during every sleep from now on. */
  void onSleep(Runnable action) {
    onSleep = action;
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public long epochMillis() {
    return START_SECONDS * 1000 + nanos.get() / 1_000_000;
  }

  @Override
  public void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
    if (interrupting) {
      throw new InterruptedException();
    }
    sleeps.add(duration);
    onSleep.run();
    advance(duration);
  }

  @Override
  public double random() {
    return random;
  }
}
