package io.github.intercomobjects;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;

/**
 * A clock that several threads share. When all of them sleep, it advances to the time at which the
 * first wakes up; it waits for a thread that was woken before. Thread-safe.
 */
final class SharedTime implements Timing {
  private final Duration clientSkew;
  private final PriorityQueue<Sleeper> sleepers = new PriorityQueue<>();
  private long nanos;
  private long sleeps;
  private int awake;

  private record Sleeper(long end, long number, CountDownLatch wakeUp)
      implements Comparable<Sleeper> {
    @Override
    public int compareTo(Sleeper other) {
      return Comparator.comparingLong(Sleeper::end)
          .thenComparingLong(Sleeper::number)
          .compare(this, other);
    }
  }

  /**
   * @param threads the number of threads that sleep, each of which calls {@link #leave} at its end
   * @param clientSkew the time by which the client's clock is ahead of the server's
   */
  SharedTime(int threads, Duration clientSkew) {
    this.awake = threads;
    this.clientSkew = clientSkew;
  }

  synchronized Duration elapsed() {
    return Duration.ofNanos(nanos);
  }

  /** Advances the time while the calling thread is busy. */
  synchronized void pass(Duration span) {
    moveTo(nanos + span.toNanos());
  }

  /** Adds a thread that sleeps, which calls {@link #leave} at its end. */
  synchronized void enter() {
    awake++;
  }

  /** Removes the calling thread, which sleeps no more. */
  synchronized void leave() {
    awake--;
    moveOnIfAllSleep();
  }

  private void moveTo(long moment) {
    nanos = moment;
    for (Sleeper first = sleepers.peek();
        first != null && first.end <= nanos;
        first = sleepers.peek()) {
      sleepers.remove();
      awake++;
    }
    notifyAll();
  }

  private void moveOnIfAllSleep() {
    Sleeper first = sleepers.peek();
    if (awake == 0 && first != null) {
      if (sleepers.stream().anyMatch(sleeper -> sleeper.wakeUp.getCount() == 0)) {
        notifyAll();
      } else {
        moveTo(first.end);
      }
    }
  }

  @Override
  public synchronized void sleep(Duration duration, CountDownLatch wakeUp)
      throws InterruptedException {
    Sleeper sleeper = new Sleeper(nanos + duration.toNanos(), ++sleeps, wakeUp);
    if (sleeper.end <= nanos) {
      return;
    }
    sleepers.add(sleeper);
    awake--;
    moveOnIfAllSleep();
    long realEnd = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (nanos < sleeper.end) {
      if (wakeUp.getCount() == 0) {
        sleepers.remove(sleeper);
        awake++;
        return;
      }
      if (System.nanoTime() - realEnd > 0) {
        throw new AssertionError("some thread neither sleeps nor leaves");
      }
      try {
        // The latch sends no signal, so it is polled.
        wait(1);
      } catch (InterruptedException e) {
        if (sleepers.remove(sleeper)) {
          awake++;
        }
        throw e;
      }
    }
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  @Override
  public long epochMillis() {
    return serverClock().millis() + clientSkew.toMillis();
  }

  @Override
  public double random() {
    return 0.5;
  }

  /** Returns the server's time. */
  Clock serverClock() {
    return new TimeOfDay(() -> Instant.ofEpochSecond(FakeTiming.START_SECONDS).plus(elapsed()));
  }
}
