package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {
  @Test
  void workRunsConcurrently() throws Exception {
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
  void nothingIsStartedAfterAFailureThatStopsTheJob() throws Exception {
    AtomicInteger started = new AtomicInteger();
    try (Workers workers = new Workers()) {
      workers.submit(
          () -> {
            throw new CannotRunException("no token");
          });
      assertThatThrownBy(workers::await).isInstanceOf(CannotRunException.class);
      assertThat(workers.submit(started::incrementAndGet)).isFalse();
    }
    assertThat(started).hasValue(0);
  }

  @Test
  void unexpectedExceptionIsNotSwallowed() throws Exception {
    try (Workers workers = new Workers()) {
      workers.submit(
          () -> {
            throw new UnsupportedOperationException("bug");
          });
      assertThatThrownBy(workers::await).hasRootCauseMessage("bug");
    }
  }

  @Test
  void dataAccessExceptionIsRethrown() throws Exception {
    try (Workers workers = new Workers()) {
      workers.submit(
          () -> {
            throw new DataAccessException("disk full", new IllegalStateException());
          });
      assertThatThrownBy(workers::await)
          .isInstanceOf(DataAccessException.class)
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
