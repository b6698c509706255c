package io.github.intercomobjects;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A timing that forwards to another one; tests override the methods of interest. */
class ForwardingTiming implements Timing {
  private final Timing timing;

  ForwardingTiming(Timing timing) {
    this.timing = timing;
  }

  @Override
  public long nanoTime() {
    return timing.nanoTime();
  }

  @Override
  public long epochMillis() {
    return timing.epochMillis();
  }

  @Override
  public void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
    timing.sleep(duration, wakeUp);
  }

  @Override
  public double random() {
    return timing.random();
  }
}
