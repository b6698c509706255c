package io.github.intercomobjects;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;

/**
 * A clock that several threads share: when all of them sleep, it moves on to the moment at which
 * the first awakes. Thread-safe.
 */
final class SharedTime implements Timing {
  private final Duration clientSkew;
  private final PriorityQueue<Long> ends = new PriorityQueue<>();
  private long nanos;
  private int awake;

  /**
   * @param threads how many sleep, each of which calls {@link #leave} in the end
   * @param clientSkew how far the client's time of day is ahead of the server's
   */
  SharedTime(int threads, Duration clientSkew) {
    this.awake = threads;
    this.clientSkew = clientSkew;
  }

  synchronized Duration elapsed() {
    return Duration.ofNanos(nanos);
  }

  /** Lets time pass while the calling thread is busy. */
  synchronized void pass(Duration span) {
    moveTo(nanos + span.toNanos());
  }

  /** The calling thread sleeps no more. */
  synchronized void leave() {
    awake--;
    moveOnIfAllSleep();
  }

  private void moveTo(long moment) {
    nanos = moment;
    for (Long end = ends.peek(); end != null && end <= nanos; end = ends.peek()) {
      ends.remove();
      awake++;
    }
    notifyAll();
  }

  private void moveOnIfAllSleep() {
    Long first = ends.peek();
    if (awake == 0 && first != null) {
      moveTo(first);
    }
  }

  @Override
  public synchronized void sleep(Duration duration, CountDownLatch wakeUp)
      throws InterruptedException {
    long end = nanos + duration.toNanos();
    if (end <= nanos) {
      return;
    }
    ends.add(end);
    awake--;
    moveOnIfAllSleep();
    long realEnd = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (nanos < end) {
      long left = Duration.ofNanos(realEnd - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new AssertionError("some thread neither sleeps nor leaves");
      }
      wait(left);
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

  /** The server's time of day. */
  Clock serverClock() {
    return new TimeOfDay(() -> Instant.ofEpochSecond(FakeTiming.START_SECONDS).plus(elapsed()));
  }
}
