package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.RecordedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A bulk uses every window completely and no more, on a clock that advances only in sleep. */
final class BulkWindowsTest {
  private static final Attributes SHIPPED = Attributes.builder().set("status", "shipped").build();

  private static Stream<Integer> items(int count) {
    return IntStream.range(0, count).boxed();
  }

  private static Bulk<Integer> bulk(BulkSandbox intercom, Intercom.Builder client) {
    return client
        .build()
        .customObjects(ObjectType.untyped("Order"))
        .<Integer>bulk(i -> "ORDER-" + i, i -> SHIPPED)
        .executor(intercom.executor());
  }

  /** Returns all windows but the first and the last. */
  private static List<Integer> fullWindows(BulkSandbox intercom) {
    return intercom.windows().subList(1, intercom.windows().size() - 1);
  }

  @ParameterizedTest
  @CsvSource({"167, 5", "167, 60", "167, 250", "167, 900", "1667, 200"})
  void everyWindowIsUsedCompletelyAndNoCallIsRejected(int perWindow, int millisPerCall) {
    int count = perWindow * 7 / 2;
    try (BulkSandbox intercom = new BulkSandbox(1, perWindow)) {
      BulkReport report =
          bulk(intercom, intercom.client(Duration.ofMillis(millisPerCall))).upsertAll(items(count));
      assertThat(report.getStored()).isEqualTo(count);
      assertThat(report.getRateLimited()).isZero();
      assertThat(report.isInFlightLimited()).isFalse();
      assertThat(intercom.calls()).extracting(RecordedCall::getStatus).containsOnly(200);
      assertThat(fullWindows(intercom)).allMatch(calls -> calls >= perWindow * 0.97);
    }
  }

  @Test
  void rejectionsUseEveryWindowToo() {
    try (BulkSandbox intercom = new BulkSandbox(1, 167)) {
      BulkReport report =
          intercom
              .client(Duration.ofMillis(900))
              .build()
              .customObjects(ObjectType.untyped("Order"))
              .<Integer>bulk(
                  i -> "ORDER-" + i, i -> Attributes.builder().set("unknown", "x").build())
              .executor(intercom.executor())
              .upsertAll(items(167 * 7 / 2));
      assertThat(report.getFailures().keySet()).allMatch(reason -> reason.startsWith("400 "));
      assertThat(report.getRateLimited()).isZero();
      assertThat(report.isInFlightLimited()).isFalse();
      assertThat(fullWindows(intercom)).allMatch(calls -> calls >= 167 * 0.97);
    }
  }

  private static List<Fault> failures() {
    return List.of(Fault.status(503), Fault.cutBody());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failuresOfIntercomAddNoCallsInFlight(Fault failure) {
    try (BulkSandbox intercom = new BulkSandbox(1, 167)) {
      intercom.faults().on("POST", BulkSandbox.UPSERT).fail(failure);
      BulkReport report =
          bulk(intercom, intercom.client(Duration.ofSeconds(1)).maxAttempts(1)).upsertAll(items(9));
      assertThat(report.getFailed()).isEqualTo(9);
      assertThat(report.getElapsed()).isEqualTo(Duration.ofSeconds(9));
    }
  }

  @Test
  void theReportShowsThatTooFewCallsInFlightWereAllowed() {
    try (BulkSandbox intercom = new BulkSandbox(1, 167)) {
      Intercom.Builder client = intercom.client(Duration.ofSeconds(1));
      // The window needs 17.
      BulkReport report = bulk(intercom, client).maxInFlight(9).upsertAll(items(400));
      assertThat(report.isInFlightLimited()).isTrue();
      assertThat(report)
          .asString()
          .endsWith(" s; limited by the calls in flight, not by the rate limit");
      assertThat(fullWindows(intercom)).allMatch(calls -> calls < 100);
    }
  }

  @Test
  void callsThatLookUpContactsDoNotHideThatTooFewWereAllowed() {
    try (BulkSandbox intercom = new BulkSandbox(1, 167)) {
      BulkReport report =
          intercom
              .client(Duration.ofSeconds(1))
              .build()
              .customObjects(ObjectType.untyped("Order"))
              .<Integer>bulk(
                  i -> "ORDER-" + i,
                  i ->
                      Attributes.builder()
                          .set(
                              "customer",
                              References.contact(ContactKey.externalId("customer-" + i))
                                  .orUnlinked())
                          .build())
              .executor(intercom.executor())
              .maxInFlight(5)
              .upsertAll(items(200));
      assertThat(report.getCalls()).isEqualTo(400);
      assertThat(report.isInFlightLimited()).isTrue();
    }
  }

  @Test
  void theReportShowsThatTheExecutorHadTooFewThreads() {
    try (BulkSandbox intercom = new BulkSandbox(1, 167)) {
      Semaphore threads = new Semaphore(9);
      Executor few =
          task -> {
            if (!threads.tryAcquire()) {
              throw new RejectedExecutionException("all threads are busy");
            }
            intercom
                .executor()
                .execute(
                    () -> {
                      try {
                        task.run();
                      } finally {
                        threads.release();
                      }
                    });
          };
      Intercom.Builder client = intercom.client(Duration.ofSeconds(1));
      assertThat(bulk(intercom, client).executor(few).upsertAll(items(400)).isInFlightLimited())
          .isTrue();
    }
  }

  @Test
  void aSlowSourceIsNotALimitOfTheCallsInFlight() {
    try (BulkSandbox intercom = new BulkSandbox(1, 167)) {
      Stream<Integer> slow = items(100).peek(i -> intercom.sleep(Duration.ofMillis(200)));
      Intercom.Builder client = intercom.client(Duration.ofSeconds(1));
      assertThat(bulk(intercom, client).maxInFlight(9).upsertAll(slow).isInFlightLimited())
          .isFalse();
    }
  }

  @Test
  void aShareLeavesTheRestOfEveryWindowToOthers() {
    try (BulkSandbox intercom = new BulkSandbox(1, 167)) {
      BulkReport report =
          bulk(intercom, intercom.client(Duration.ofMillis(100)).rateLimitShare(0.5))
              .upsertAll(items(400));
      assertThat(report.getStored()).isEqualTo(400);
      assertThat(intercom.windows()).allMatch(calls -> calls <= 83);
      assertThat(fullWindows(intercom)).allMatch(calls -> calls >= 83 * 0.97);
    }
  }

  @Test
  void twoProcessesInParallelStoreEverythingAndUseEveryWindow() throws Exception {
    try (BulkSandbox intercom = new BulkSandbox(2, 167)) {
      List<Future<BulkReport>> runs = new ArrayList<>();
      for (int process = 0; process < 2; process++) {
        Bulk<Integer> bulk = bulk(intercom, intercom.client(Duration.ofMillis(200)));
        int first = process * 500;
        runs.add(
            intercom
                .threads()
                .submit(
                    () -> {
                      try {
                        return bulk.upsertAll(items(500).map(i -> first + i));
                      } finally {
                        intercom.time.leave();
                      }
                    }));
      }
      for (Future<BulkReport> run : runs) {
        BulkReport report = run.get(60, TimeUnit.SECONDS);
        assertThat(report.getStored()).isEqualTo(500);
        assertThat(report.getFailed()).isZero();
      }
      assertThat(intercom.stored()).isEqualTo(1000);
      assertThat(fullWindows(intercom)).allMatch(calls -> calls >= 167 * 0.97);
    }
  }

  @Test
  void theRunWaitsForWindowsThatOthersUseUpAndLosesNothing() {
    try (BulkSandbox intercom = new BulkSandbox(1, 20)) {
      CustomObjects<Attributes> theirs =
          intercom
              .client(Duration.ZERO)
              .maxWait(Duration.ZERO)
              .build()
              .customObjects(ObjectType.untyped("Order"));
      BulkReport report =
          bulk(intercom, intercom.client(Duration.ofMillis(500)).maxWait(Duration.ZERO))
              .onResult(
                  result -> {
                    if (result.getIndex() % 10 == 5) {
                      useUp(theirs);
                    }
                  })
              .upsertAll(items(50));
      assertThat(report.getStored()).isEqualTo(50);
      assertThat(report.getFailed()).isZero();
      assertThat(report.getRateLimited()).isPositive();
      assertThat(report.getRetries()).isEqualTo(report.getRateLimited());
      assertThat(report.getCalls()).isEqualTo(50 + report.getRetries());
    }
  }

  private static void useUp(CustomObjects<Attributes> theirs) {
    for (int i = 0; i < 20; i++) {
      try {
        theirs.upsert("THEIRS", SHIPPED);
      } catch (RateLimitException e) {
        return;
      }
    }
  }
}
