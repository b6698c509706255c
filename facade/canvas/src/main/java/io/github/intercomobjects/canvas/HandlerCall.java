package io.github.intercomobjects.canvas;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of a handler, whose work handles its exceptions. Whoever waits for it can abandon it: it
 * does not start after that, because the card has shown that nothing was done. If it has started,
 * it runs to its end, because an interrupted action would be half done.
 */
final class HandlerCall implements Runnable {
  private final Supplier<String> work;
  private final CountDownLatch done = new CountDownLatch(1);
  private boolean started;
  private boolean abandoned;
  private volatile @Nullable String response;

  HandlerCall(Supplier<String> work) {
    this.work = work;
  }

  @Override
  public void run() {
    synchronized (this) {
      if (abandoned) {
        return;
      }
      started = true;
    }
    try {
      response = work.get();
    } finally {
      done.countDown();
    }
  }

  CountDownLatch getDone() {
    return done;
  }

  /** Returns the response, or null if there is none yet, or if the work failed. */
  @Nullable String getResponse() {
    return response;
  }

  /** Stops the call if it has not started, and returns whether it has. */
  synchronized boolean abandon() {
    abandoned = true;
    return started;
  }
}
