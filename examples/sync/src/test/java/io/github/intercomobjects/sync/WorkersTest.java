package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void severalPiecesOfWorkAreInFlightAtATime() throws Exception {
    CountDownLatch allRun = new CountDownLatch(Workers.THREADS);
    try (Workers workers = new Workers()) {
      for (int i = 0; i < Workers.THREADS; i++) {
        workers.submit(
            () -> {
              allRun.countDown();
              awaitQuietly(allRun);
            });
      }
      workers.await();
    }
    assertThat(allRun.getCount()).isZero();
  }

  @Test
  void nothingIsBegunAfterTheFailureThatStopsTheJob() throws Exception {
    AtomicInteger begun = new AtomicInteger();
    try (Workers workers = new Workers()) {
      workers.submit(
          () -> {
            throw new CannotRunException("no token");
          });
      assertThatThrownBy(workers::await).isInstanceOf(CannotRunException.class);
      assertThat(workers.submit(begun::incrementAndGet)).isFalse();
    }
    assertThat(begun).hasValue(0);
  }

  @Test
  void mistakeInTheWorkIsNotSwallowed() throws Exception {
    try (Workers workers = new Workers()) {
      workers.submit(
          () -> {
            throw new UnsupportedOperationException("mistake");
          });
      assertThatThrownBy(workers::await).hasRootCauseMessage("mistake");
    }
  }

  @Test
  void fileThatFailedInTheWorkIsToldAsThat() throws Exception {
    try (Workers workers = new Workers()) {
      workers.submit(
          () -> {
            throw new CannotGoOnException("disk full", new IllegalStateException());
          });
      assertThatThrownBy(workers::await)
          .isInstanceOf(CannotGoOnException.class)
          .hasMessage("disk full");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
