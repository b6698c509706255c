package io.github.intercomobjects;

import static io.github.intercomobjects.BulkSandbox.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.BulkSandbox.Order;
import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.sandbox.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a bulk whose source, callback, executor or caller fails. */
final class BulkEndTest {
  private final BulkSandbox intercom = new BulkSandbox();

  @AfterEach
  void close() {
    // The next test must not inherit an interrupt.
    Thread.interrupted();
    intercom.close();
  }

  private static BulkException failure(Runnable run) {
    BulkException failure = catchThrowableOfType(BulkException.class, run::run);
    assertThat(failure).isNotNull();
    return failure;
  }

  /** A source that counts how often it is closed. */
  private static final class Closeable implements Iterator<Order>, AutoCloseable {
    private final Iterator<Order> orders;
    private int closed;

    Closeable(Stream<Order> orders) {
      this.orders = orders.iterator();
    }

    @Override
    public boolean hasNext() {
      return orders.hasNext();
    }

    @Override
    public Order next() {
      return orders.next();
    }

    @Override
    public void close() {
      closed++;
    }
  }

  @Test
  void theSourceIsClosedAtTheEnd() {
    AtomicInteger closedAfter = new AtomicInteger(-1);
    assertThat(
            intercom
                .bulk()
                .upsertAll(open(30).onClose(() -> closedAfter.set(intercom.stored())))
                .isComplete())
        .isTrue();
    assertThat(closedAfter).hasValue(30);
    Closeable source = new Closeable(open(3));
    intercom.bulk().upsertAll((Iterator<Order>) source);
    assertThat(source.closed).isEqualTo(1);
    // An iterable and its iterator may both need to be closed.
    Closeable behind = new Closeable(open(3));
    intercom.bulk().upsertAll((Iterable<Order>) () -> behind);
    assertThat(behind.closed).isEqualTo(1);
  }

  /** A user's exception whose {@code getMessage} throws. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no text");
    }
  }

  @Test
  void aCallbackExceptionWithoutTextKeepsReportAndCause() {
    Mute mute = new Mute();
    BulkException e =
        failure(
            () ->
                intercom
                    .bulk()
                    .onResult(
                        result -> {
                          throw mute;
                        })
                    .upsertAll(open(1)));
    assertThat(e.getCause()).isSameAs(mute);
    assertThat(e)
        .hasMessageStartingWith("a callback failed for item 0 (external id ")
        .hasMessageContaining(": " + Mute.class.getName() + "; until then: 1 stored, ");
    assertThat(e.getReport().getStored()).isEqualTo(1);
  }

  @Test
  void aCallbackExceptionForAnItemWithoutTextKeepsReportAndCause() {
    Mute mute = new Mute();
    IllegalStateException broken = new IllegalStateException("callback");
    BulkException e =
        failure(
            () ->
                intercom
                    .orders()
                    .<String>bulk(
                        id -> {
                          throw mute;
                        },
                        id -> Attributes.builder().build())
                    .onResult(
                        result -> {
                          throw broken;
                        })
                    .upsertAll(Stream.of("ORDER-1")));
    assertThat(e).hasCause(broken);
    assertThat(e)
        .hasMessageStartingWith(
            "a callback failed for item 0 failed: "
                + Mute.class.getName()
                + ": java.lang.IllegalStateException: callback; until then: 0 stored, 1 failed");
    assertThat(e.getReport().getFailures()).containsEntry("Mute", 1L);
  }

  @Test
  void aThrowingSourceEndsTheRunAndCallsInFlightAreStored() {
    List<Bulk.Result<Order>> results = new ArrayList<>();
    IllegalStateException broken = new IllegalStateException("connection lost");
    Closeable source =
        new Closeable(
            open(
                100,
                i -> {
                  if (i == 40) {
                    throw broken;
                  }
                }));
    BulkException e =
        failure(() -> intercom.bulk().onResult(results::add).upsertAll((Iterator<Order>) source));
    assertThat(e).hasCause(broken);
    assertThat(e)
        .hasMessageStartingWith(
            "the source or stopWhen failed: java.lang.IllegalStateException: connection lost; until"
                + " then: 40 stored, 0 failed, 40 calls, 0 of them retries, in ")
        .hasMessageEndingWith("; not complete");
    assertThat(e.getReport().isComplete()).isFalse();
    assertThat(e.getReport().getStored()).isEqualTo(40);
    assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(e.getAttempts()).isEqualTo(40);
    assertThat(results).hasSize(40);
    assertThat(intercom.stored()).isEqualTo(40);
    assertThat(source.closed).isEqualTo(1);
  }

  @Test
  void aFailureToCloseTheSourceIsReportedEvenIfAllIsStored() {
    BulkException e =
        failure(
            () ->
                intercom
                    .bulk()
                    .upsertAll(
                        open(3)
                            .onClose(
                                () -> {
                                  throw new UncheckedIOException(new IOException("disk full"));
                                })));
    assertThat(e).hasMessageStartingWith("the source could not be closed: ");
    assertThat(e.getReport().isComplete()).isTrue();
    assertThat(e.getReport().getStored()).isEqualTo(3);
  }

  @Test
  void aThrowingCallbackEndsTheRunAndOtherResultsAreReported() {
    List<Long> reported = new ArrayList<>();
    List<Long> checkpoints = new ArrayList<>();
    IllegalStateException broken = new IllegalStateException("no space");
    BulkException e =
        failure(
            () ->
                intercom
                    .bulk()
                    .progressInterval(Duration.ZERO)
                    .onCheckpoint(reached -> checkpoints.add(reached.getCount()))
                    .onResult(
                        result -> {
                          if (result.getIndex() == 20) {
                            throw broken;
                          }
                          reported.add(result.getIndex());
                        })
                    .upsertAll(open(1000)));
    assertThat(e).hasCause(broken);
    assertThat(e).hasMessageStartingWith("a callback failed for item 20 (external id ORDER-20): ");
    assertThat(e.getReport().getStored()).isEqualTo(reported.size() + 1L).isBetween(21L, 999L);
    assertThat(intercom.stored()).isEqualTo(reported.size() + 1);
    // No checkpoint reports item 20 as settled.
    assertThat(checkpoints).allMatch(count -> count <= 20);
  }

  @Test
  void anErrorOfACallbackEndsTheRunToo() {
    BulkException e =
        failure(
            () ->
                intercom
                    .bulk()
                    .onResult(
                        result -> {
                          throw new AssertionError("wrong");
                        })
                    .upsertAll(open(100)));
    assertThat(e).hasCauseInstanceOf(AssertionError.class);
  }

  @Test
  void ofSeveralFailuresTheFirstCountsAndTheOthersAreKept() {
    AtomicInteger failures = new AtomicInteger();
    BulkException e =
        failure(
            () ->
                intercom
                    .bulk()
                    .onResult(
                        result -> {
                          if (result.getIndex() >= 20) {
                            throw new IllegalStateException(
                                "failure " + failures.incrementAndGet());
                          }
                        })
                    .upsertAll(open(1000)));
    assertThat(e).cause().hasMessage("failure 1");
    assertThat(e)
        .cause()
        .satisfies(
            first ->
                assertThat(first.getSuppressed())
                    .hasSize(Math.min(10, failures.get() - 1))
                    .hasOnlyElementsOfType(IllegalStateException.class));
  }

  @Test
  void anInterruptAbandonsWaitingCallsAndReportsIt() {
    Thread caller = Thread.currentThread();
    List<Bulk.Result<Order>> results = new ArrayList<>();
    try (BulkSandbox limited = new BulkSandbox(1, 20)) {
      BulkException e =
          failure(
              () ->
                  limited
                      .bulk()
                      .onResult(
                          result -> {
                            results.add(result);
                            if (results.size() == 20) {
                              // All others wait for the next window.
                              caller.interrupt();
                            }
                          })
                      .upsertAll(open(1000)));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(e).hasCauseInstanceOf(InterruptedException.class);
      assertThat(e).hasMessageStartingWith("interrupted; until then: 20 stored, ");
      assertThat(results.subList(20, results.size()))
          .hasSizeBetween(1, 8)
          .allSatisfy(
              result ->
                  assertThat(result.getFailure())
                      .isInstanceOfSatisfying(
                          ConnectionException.class,
                          failure ->
                              assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_APPLIED)));
      assertThat(e.getReport().getFailures()).containsOnlyKeys("ConnectionException");
      assertThat(limited.stored()).isEqualTo(20);
    }
  }

  @Test
  void anInterruptCancelsCallsInFlightWithUnknownOutcome() {
    Thread caller = Thread.currentThread();
    List<Bulk.Result<Order>> results = new ArrayList<>();
    // The sandbox responds after a minute of its own clock, which no test waits for.
    intercom
        .faults()
        .on("POST", BulkSandbox.UPSERT)
        .after(10)
        .fail(Fault.delay(Duration.ofSeconds(60)));
    AtomicInteger begun = new AtomicInteger();
    BulkException e =
        failure(
            () ->
                intercom
                    .orders(
                        Intercom.builder()
                            .accessToken(intercom.token())
                            .baseUrl(intercom.baseUrl())
                            .client(
                                new OkHttpClient.Builder()
                                    .addNetworkInterceptor(
                                        chain -> {
                                          if (begun.incrementAndGet() == 12) {
                                            caller.interrupt();
                                          }
                                          return chain.proceed(chain.request());
                                        })
                                    .build()))
                    .bulk()
                    .onResult(results::add)
                    .upsertAll(open(1000)));
    assertThat(Thread.interrupted()).isTrue();
    // The cancelled calls may have been applied.
    assertThat((long) intercom.stored())
        .isBetween(e.getReport().getStored(), (long) results.size());
    assertThat(results)
        .filteredOn(result -> !result.isSuccess())
        .isNotEmpty()
        .allSatisfy(
            result ->
                assertThat(result.getFailure())
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("canceled"))
        .anySatisfy(
            result ->
                assertThat(result.getFailure())
                    .isInstanceOfSatisfying(
                        ConnectionException.class,
                        failure -> assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN)));
  }

  @Test
  void anInterruptedThreadSendsNothing() {
    Thread.currentThread().interrupt();
    BulkException e = failure(() -> intercom.bulk().upsertAll(open(10)));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(e).hasMessageStartingWith("interrupted; until then: 0 stored, 0 failed, 0 calls");
    assertThat(intercom.calls()).isEmpty();
  }

  @Test
  void theUsersExecutorIsUsedAndNotShutDown() throws Exception {
    ExecutorService own = Executors.newFixedThreadPool(2, task -> new Thread(task, "own"));
    try {
      List<String> names = new ArrayList<>();
      BulkReport report =
          intercom
              .orders(intercom.client(Duration.ZERO).timing(Timing.SYSTEM))
              .bulk()
              .executor(own)
              .onResult(result -> names.add(Thread.currentThread().getName()))
              .upsertAll(open(50));
      assertThat(report.getStored()).isEqualTo(50);
      assertThat(names).hasSize(50).containsOnly("own");
      assertThat(own.submit(() -> 1).get(10, TimeUnit.SECONDS)).isEqualTo(1);
    } finally {
      own.shutdownNow();
    }
  }

  @Test
  void theCallingThreadCanRunTheCalls() {
    BulkReport report =
        intercom
            .orders(intercom.client(Duration.ZERO))
            .bulk()
            .executor(Runnable::run)
            .upsertAll(open(50));
    assertThat(report.getStored()).isEqualTo(50);
  }

  @Test
  void anExecutorThatAcceptsFewerTasksGetsFewer() {
    ThreadPoolExecutor three =
        new ThreadPoolExecutor(3, 3, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
    try {
      BulkReport report =
          intercom
              .orders(intercom.client(Duration.ZERO).timing(Timing.SYSTEM))
              .bulk()
              .executor(three)
              .upsertAll(open(100));
      assertThat(report.getStored()).isEqualTo(100);
    } finally {
      three.shutdownNow();
    }
  }

  @Test
  void anExecutorThatAcceptsNoTaskEndsTheRun() {
    ExecutorService over = Executors.newSingleThreadExecutor();
    over.shutdownNow();
    BulkException e = failure(() -> intercom.orders().bulk().executor(over).upsertAll(open(10)));
    assertThat(e).hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(e).hasMessageStartingWith("the executor accepts no task: ");
    assertThat(intercom.calls()).isEmpty();
  }

  @Test
  void anExecutorThatIsShutDownDuringTheRunEndsIt() {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>()) {
          @Override
          public void execute(Runnable task) {
            intercom.time.enter();
            try {
              super.execute(
                  () -> {
                    try {
                      task.run();
                    } finally {
                      intercom.time.leave();
                    }
                  });
            } catch (RejectedExecutionException e) {
              intercom.time.leave();
              throw e;
            }
          }
        };
    BulkException e =
        failure(
            () ->
                intercom
                    .orders(intercom.client(Duration.ZERO))
                    .bulk()
                    .executor(one)
                    .onResult(
                        result -> {
                          if (result.getIndex() == 9) {
                            // Its other tasks never run.
                            one.shutdownNow().forEach(task -> intercom.time.leave());
                          }
                        })
                    .upsertAll(open(1000)));
    assertThat(e).hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(e.getReport().getStored()).isEqualTo(10);
    assertThat(intercom.stored()).isEqualTo(10);
  }

  /** A timing whose caller wakes only when the threads have ended. */
  private static Timing wakingAfter(ExecutorService threads) {
    return new ForwardingTiming(Timing.SYSTEM) {
      @Override
      public void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
        assertThat(wakeUp.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
      }
    };
  }

  @Test
  void anExecutorThatIsShutDownAfterTheLastTaskStillRunsIt() {
    ExecutorService own = Executors.newSingleThreadExecutor();
    BulkReport report =
        orders(wakingAfter(own))
            .bulk()
            .executor(own)
            .onResult(result -> own.shutdown())
            .upsertAll(open(1));
    assertThat(report.isComplete()).isTrue();
    assertThat(report.getStored()).isEqualTo(1);
  }

  private CustomObjects<Order> orders(Timing timing) {
    return intercom.orders(
        Intercom.builder()
            .accessToken(intercom.token())
            .baseUrl(intercom.baseUrl())
            .timing(timing));
  }

  @Test
  void aFinishedRunLeavesNoThread() throws Exception {
    Thread[] worker = new Thread[1];
    intercom
        .orders(intercom.client(Duration.ZERO).timing(Timing.SYSTEM))
        .bulk()
        .onResult(result -> worker[0] = Thread.currentThread())
        .upsertAll(open(5));
    assertThat(worker[0].getName()).startsWith("intercom-bulk-");
    assertThat(worker[0].isDaemon()).isTrue();
    worker[0].join(10_000);
    assertThat(worker[0].isAlive()).isFalse();
  }
}
