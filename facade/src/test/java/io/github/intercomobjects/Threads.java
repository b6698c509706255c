package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Synchronization of threads in tests, without sleeping. */
final class Threads {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private Threads() {}

  /** A task that runs on its own thread. */
  record Running<T>(Thread thread, CompletableFuture<T> result) {
    /** Returns when the thread is in a timed wait. */
    void awaitWaiting() {
      long end = System.nanoTime() + LONGEST.toNanos();
      while (thread.getState() != Thread.State.TIMED_WAITING) {
        assertThat(System.nanoTime() - end).as("time until %s waits", thread).isNegative();
        Thread.onSpinWait();
      }
    }

    T get() {
      return result.orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  static <T> Running<T> start(Supplier<T> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(action.get());
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return new Running<>(thread, result);
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
