package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.canvas.HandlerThreads.Outcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class HandlerThreadsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  /** Returns threads whose callers wait until the first call has started, and no longer. */
  private HandlerThreads threads(Duration deadline) {
    return new HandlerThreads(
        1,
        deadline,
        (done, time) -> {
          started.await();
          return false;
        });
  }

  /** Returns a call that ends when it is interrupted. */
  private HandlerCall endless() {
    return new HandlerCall(
        () -> {
          started.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return "interrupted";
        });
  }

  @Test
  void aCallThatWasAbandonedWaitsNoLonger() {
    HandlerThreads threads = threads(Duration.ofNanos(1));
    assertThat(threads.run(endless())).isEqualTo(Outcome.RUNNING);
    assertThat(threads.run(new HandlerCall(() -> "x"))).isEqualTo(Outcome.NOT_STARTED);
    assertThat(threads.getWaiting()).isZero();
    threads.close();
  }

  @Test
  void closingInterruptsACallAfterTheDeadline() throws Exception {
    HandlerThreads threads = threads(Duration.ofNanos(1));
    assertThat(threads.run(endless())).isEqualTo(Outcome.RUNNING);
    threads.close();
    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(threads.run(new HandlerCall(() -> "x"))).isEqualTo(Outcome.CLOSED);
  }

  @Test
  void closingWaitsUntilACallHasEnded() {
    AtomicReference<String> ended = new AtomicReference<>();
    HandlerThreads threads = threads(LONG);
    HandlerCall call =
        new HandlerCall(
            () -> {
              started.countDown();
              while (threads.run(new HandlerCall(() -> "x")) != Outcome.CLOSED) {
                Thread.onSpinWait();
              }
              ended.set(Thread.currentThread().isInterrupted() ? "interrupted" : "ended");
              return "x";
            });
    assertThat(threads.run(call)).isEqualTo(Outcome.RUNNING);
    threads.close();
    assertThat(ended).hasValue("ended");
  }

  @Test
  void aThreadThatIsInterruptedWhileItClosesInterruptsTheCalls() throws Exception {
    HandlerThreads threads = threads(LONG);
    assertThat(threads.run(endless())).isEqualTo(Outcome.RUNNING);
    Thread.currentThread().interrupt();
    threads.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void anyTimeFitsIntoNanoseconds() {
    assertThat(HandlerThreads.nanos(Duration.ofSeconds(2, 3))).isEqualTo(2_000_000_003L);
    assertThat(HandlerThreads.nanos(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(Long.MAX_VALUE);
  }
}
