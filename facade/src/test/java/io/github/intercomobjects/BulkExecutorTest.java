package io.github.intercomobjects;

import static io.github.intercomobjects.BulkSandbox.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.BulkSandbox.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bulk ends and reports the reason, whatever its executor does with the tasks. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BulkExecutorTest {
  private final BulkSandbox intercom = new BulkSandbox();

  /** A timing whose waits end at once. */
  private final FakeTiming timing = new FakeTiming();

  @AfterEach
  void close() {
    // The next test must not inherit an interrupt.
    Thread.interrupted();
    intercom.close();
  }

  private Bulk<Order> bulk(Executor executor) {
    return intercom.orders(intercom.client(Duration.ZERO).timing(timing)).bulk().executor(executor);
  }

  private static BulkException failure(Runnable run) {
    BulkException failure = catchThrowableOfType(BulkException.class, run::run);
    assertThat(failure).isNotNull();
    return failure;
  }

  private static final class Dropping implements Executor {
    @Override
    public void execute(Runnable task) {}
  }

  @Test
  void anExecutorThatDropsItsTasksEndsTheRunAndIsNamed() {
    BulkException e = failure(() -> bulk(new Dropping()).upsertAll(open(10)));
    assertThat(e)
        .hasMessageStartingWith("the executor has started no task for 30 s: ")
        .hasMessageContaining(Dropping.class.getName() + " starts none of its tasks")
        .hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(e.getReport().isComplete()).isFalse();
    assertThat(intercom.calls()).isEmpty();
  }

  @Test
  void aRunOnTheOnlyThreadOfItsExecutorEnds() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      BulkException e =
          one.submit(() -> failure(() -> bulk(one).upsertAll(open(10)))).get(30, TimeUnit.SECONDS);
      assertThat(e).hasMessageContaining("the bulk run may occupy its only thread");
      assertThat(e.getReport().getStored()).isZero();
    } finally {
      one.shutdownNow();
    }
    // The task was abandoned and is not sent later.
    assertThat(one.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(intercom.calls()).isEmpty();
  }

  @Test
  void aPoolThatDiscardsSomeTasksStoresTheOthersAndEndsTheRun() {
    ThreadPoolExecutor discarding =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(1),
            new ThreadPoolExecutor.DiscardPolicy());
    // Real waits, until nothing changes any more.
    Timing real =
        new ForwardingTiming(Timing.SYSTEM) {
          private long ahead;

          @Override
          public long nanoTime() {
            return super.nanoTime() + ahead;
          }

          @Override
          public void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
            if (!wakeUp.await(1, TimeUnit.SECONDS)) {
              ahead += duration.toNanos();
            }
          }
        };
    try {
      List<Long> results = new ArrayList<>();
      List<Long> checkpoints = new ArrayList<>();
      BulkException e =
          failure(
              () ->
                  intercom
                      .orders(intercom.client(Duration.ZERO).timing(real))
                      .bulk()
                      .executor(discarding)
                      .onResult(result -> results.add(result.getIndex()))
                      .onCheckpoint(reached -> checkpoints.add(reached.getCount()))
                      .upsertAll(open(1000)));
      assertThat(e).hasMessageContaining("java.util.concurrent.ThreadPoolExecutor starts none");
      assertThat(e.getReport().getStored()).isEqualTo(results.size()).isEqualTo(intercom.stored());
      long firstMissing = 0;
      while (results.contains(firstMissing)) {
        firstMissing++;
      }
      assertThat(checkpoints).isNotEmpty();
      assertThat(checkpoints.get(checkpoints.size() - 1)).isEqualTo(firstMissing);
    } finally {
      discarding.shutdownNow();
    }
  }

  @Test
  void stopWhenEndsARunWhoseTasksNeverStart() {
    AtomicInteger asked = new AtomicInteger();
    BulkReport report =
        bulk(new Dropping()).stopWhen(() -> asked.incrementAndGet() == 3).upsertAll(open(10));
    assertThat(report.isComplete()).isFalse();
    assertThat(report.getStored()).isZero();
  }

  @Test
  void anInterruptEndsARunWhoseTasksNeverStart() {
    Thread caller = Thread.currentThread();
    BulkException e = failure(() -> bulk(task -> caller.interrupt()).upsertAll(open(10)));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e).hasMessageStartingWith("interrupted; until then: 0 stored");
  }

  @Test
  void anExecutorThatIsBusyForLessThan30SecondsLosesNothing() {
    ExecutorService busy = Executors.newSingleThreadExecutor();
    CountDownLatch free = new CountDownLatch(1);
    AtomicInteger waits = new AtomicInteger();
    Timing twoWaits =
        new ForwardingTiming(timing) {
          @Override
          public void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
            if (waits.incrementAndGet() <= 2) {
              super.sleep(duration, wakeUp);
            } else {
              free.countDown();
              Timing.SYSTEM.sleep(Duration.ofSeconds(20), wakeUp);
            }
          }
        };
    try {
      busy.execute(() -> Threads.await(free));
      BulkReport report =
          intercom
              .orders(intercom.client(Duration.ZERO).timing(twoWaits))
              .bulk()
              .executor(busy)
              .upsertAll(open(10));
      assertThat(report.getStored()).isEqualTo(10);
      assertThat(waits.get()).isGreaterThan(2);
    } finally {
      busy.shutdownNow();
    }
  }
}
