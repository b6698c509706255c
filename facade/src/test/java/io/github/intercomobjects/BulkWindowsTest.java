package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bulk uses all of every window, and no more, in a time that only passes in sleep. */
final class BulkWindowsTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Attributes SHIPPED = Attributes.builder().set("status", "shipped").build();

  private final ExecutorService threads = Executors.newCachedThreadPool();

  private static Sandbox sandbox(SharedTime time, int perWindow) {
    return Sandbox.builder()
        .workspace(
            Workspace.builder()
                .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
                .rateLimit(perWindow, WINDOW)
                .build())
        .clock(time.serverClock())
        .keptCalls(10_000)
        .start();
  }

  private static Intercom.Builder client(Sandbox sandbox, SharedTime time, Duration call) {
    return Intercom.builder()
        .accessToken(sandbox.getToken())
        .baseUrl(sandbox.getBaseUrl())
        .timing(time)
        .client(
            new OkHttpClient.Builder()
                .addInterceptor(
                    chain -> {
                      sleep(time, call.dividedBy(2));
                      try {
                        return chain.proceed(chain.request());
                      } finally {
                        sleep(time, call.dividedBy(2));
                      }
                    })
                .build());
  }

  private static void sleep(SharedTime time, Duration span) {
    try {
      time.sleep(span, new java.util.concurrent.CountDownLatch(1));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Threads whose tasks take part in the time. */
  private Executor executor(SharedTime time) {
    return task -> {
      time.enter();
      threads.execute(
          () -> {
            try {
              task.run();
            } finally {
              time.leave();
            }
          });
    };
  }

  private static Stream<Integer> items(int count) {
    return IntStream.range(0, count).boxed();
  }

  private Bulk<Integer> bulk(Intercom client, SharedTime time) {
    return client
        .customObjects(ObjectType.untyped("Order"))
        .<Integer>bulk(i -> "ORDER-" + i, i -> SHIPPED)
        .executor(executor(time));
  }

  /** All windows but the first and the last. */
  private static List<Integer> fullWindows(Sandbox sandbox) {
    List<Integer> windows = List.copyOf(sandbox.getCallsPerWindow().values());
    return windows.subList(1, windows.size() - 1);
  }

  @ParameterizedTest
  @CsvSource({"167, 5", "167, 60", "167, 250", "167, 900", "1667, 200"})
  void everyFullWindowIsUsedAndNoCallIsRefused(int perWindow, int millisPerCall) {
    SharedTime time = new SharedTime(1, Duration.ZERO);
    int count = perWindow * 7 / 2;
    try (Sandbox sandbox = sandbox(time, perWindow)) {
      BulkReport report =
          bulk(client(sandbox, time, Duration.ofMillis(millisPerCall)).build(), time)
              .upsertAll(items(count));
      assertThat(report.getStored()).isEqualTo(count);
      assertThat(report.getRateLimited()).isZero();
      assertThat(sandbox.getCalls()).extracting(RecordedCall::getStatus).containsOnly(200);
      assertThat(fullWindows(sandbox)).allMatch(calls -> calls >= perWindow * 0.97);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aShareLeavesTheRestOfEveryWindowToOthers() {
    SharedTime time = new SharedTime(1, Duration.ZERO);
    try (Sandbox sandbox = sandbox(time, 167)) {
      BulkReport report =
          bulk(client(sandbox, time, Duration.ofMillis(100)).rateLimitShare(0.5).build(), time)
              .upsertAll(items(400));
      assertThat(report.getStored()).isEqualTo(400);
      assertThat(sandbox.getCallsPerWindow().values()).allMatch(calls -> calls <= 83);
      assertThat(fullWindows(sandbox)).allMatch(calls -> calls >= 83 * 0.97);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void twoProcessesSideBySideStoreEverythingAndUseEveryWindow() throws Exception {
    SharedTime time = new SharedTime(2, Duration.ZERO);
    try (Sandbox sandbox = sandbox(time, 167)) {
      List<Future<BulkReport>> runs = new ArrayList<>();
      for (int process = 0; process < 2; process++) {
        Bulk<Integer> bulk = bulk(client(sandbox, time, Duration.ofMillis(200)).build(), time);
        Stream<Integer> items = items(500).map(i -> i);
        int first = process * 500;
        runs.add(
            threads.submit(
                () -> {
                  try {
                    return bulk.upsertAll(items.map(i -> first + i));
                  } finally {
                    time.leave();
                  }
                }));
      }
      for (Future<BulkReport> run : runs) {
        BulkReport report = run.get(60, TimeUnit.SECONDS);
        assertThat(report.getStored()).isEqualTo(500);
        assertThat(report.getFailed()).isZero();
      }
      assertThat(sandbox.getWorkspace().getInstances("Order")).hasSize(1000);
      assertThat(fullWindows(sandbox)).allMatch(calls -> calls >= 167 * 0.97);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whereOthersUseUpWindowsTheBulkWaitsAndLosesNothing() {
    SharedTime time = new SharedTime(1, Duration.ZERO);
    try (Sandbox sandbox = sandbox(time, 20)) {
      Intercom other = client(sandbox, time, Duration.ZERO).maxWait(Duration.ZERO).build();
      CustomObjects<Attributes> theirs = other.customObjects(ObjectType.untyped("Order"));
      BulkReport report =
          bulk(client(sandbox, time, Duration.ofMillis(500)).maxWait(Duration.ZERO).build(), time)
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
    } finally {
      threads.shutdownNow();
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
