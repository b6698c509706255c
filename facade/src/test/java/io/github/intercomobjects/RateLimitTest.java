package io.github.intercomobjects;

import static io.github.intercomobjects.FakeIntercom.limited;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.RecordedCall;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls stay within the windows that the responses report, and wait no longer than necessary. */
final class RateLimitTest {
  private static final int THREADS = 16;
  private static final int CALLS = 1000;
  private static final int PER_WINDOW = 167;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Attributes NOTHING = Attributes.builder().build();

  private final FakeIntercom intercom = new FakeIntercom();

  @AfterEach
  void close() {
    intercom.close();
  }

  private static Workspace workspace() {
    return Workspace.builder()
        .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
        .rateLimit(PER_WINDOW, WINDOW)
        .build();
  }

  private static CustomObjects<Attributes> orders(Intercom client) {
    return client.customObjects(ObjectType.untyped("Order"));
  }

  private static Intercom client(
      Sandbox sandbox, SharedTime time, Duration call, Duration totalTimeout) {
    return Intercom.builder()
        .accessToken(sandbox.getToken())
        .baseUrl(sandbox.getBaseUrl())
        .timing(time)
        .totalTimeout(totalTimeout)
        .client(
            new OkHttpClient.Builder()
                .addInterceptor(
                    chain -> {
                      time.pass(call.dividedBy(2));
                      try {
                        return chain.proceed(chain.request());
                      } finally {
                        time.pass(call.dividedBy(2));
                      }
                    })
                .build())
        .build();
  }

  /** Runs {@link #CALLS} upserts and look-ups on several threads that share the clients. */
  private static void callAll(SharedTime time, List<Intercom> clients) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int first = t;
        CustomObjects<Attributes> orders = orders(clients.get(t % clients.size()));
        all.add(
            threads.submit(
                () -> {
                  try {
                    for (int i = first; i < CALLS; i += THREADS) {
                      if (i % 4 == 3) {
                        assertThat(orders.findByExternalId("NONE-" + i)).isEmpty();
                      } else {
                        assertThat(orders.upsert("ORDER-" + i, NOTHING).getId()).isNotEmpty();
                      }
                    }
                  } finally {
                    time.leave();
                  }
                }));
      }
      for (Future<?> one : all) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 0", "60, 0", "100, 0", "3, 5", "3, -5", "70, 7"})
  void sixteenThreadsAloneGetNo429AndUseEveryWindow(int millisPerCall, int skewHours)
      throws Exception {
    SharedTime time = new SharedTime(THREADS, Duration.ofHours(skewHours));
    try (Sandbox sandbox =
        Sandbox.builder()
            .workspace(workspace())
            .clock(time.serverClock())
            .keptCalls(2 * CALLS)
            .start()) {
      Duration call = Duration.ofMillis(millisPerCall);
      callAll(time, List.of(client(sandbox, time, call, Duration.ofMinutes(2))));
      assertThat(sandbox.getCalls()).hasSize(CALLS);
      assertThat(sandbox.getCalls()).extracting(RecordedCall::getStatus).doesNotContain(429);
      assertThat(sandbox.getCallsPerWindow().values()).allMatch(calls -> calls <= PER_WINDOW);
      if (millisPerCall == 0) {
        // Except for the first and the last window, at least 97 % of each is used.
        List<Integer> windows = List.copyOf(sandbox.getCallsPerWindow().values());
        assertThat(windows.subList(1, windows.size() - 1))
            .allMatch(calls -> calls >= 0.97 * PER_WINDOW);
      }
      assertThat(sandbox.getWorkspace().getInstances("Order")).hasSize(CALLS * 3 / 4);
      // Five windows are used up and the sixth is enough for the rest. A call takes as long as
      // those that it overlaps, because each advances the shared clock.
      assertThat(time.elapsed())
          .isLessThanOrEqualTo(WINDOW.multipliedBy(5).plus(call.multipliedBy(CALLS)).plus(WINDOW));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void twoUnrelatedClientsCompleteEveryCall(int millisPerCall) throws Exception {
    SharedTime time = new SharedTime(THREADS, Duration.ZERO);
    try (Sandbox sandbox =
        Sandbox.builder()
            .workspace(workspace())
            .clock(time.serverClock())
            .keptCalls(2 * CALLS)
            .start()) {
      Duration call = Duration.ofMillis(millisPerCall);
      Duration ample = Duration.ofMinutes(10);
      callAll(
          time, List.of(client(sandbox, time, call, ample), client(sandbox, time, call, ample)));
      assertThat(sandbox.getWorkspace().getInstances("Order")).hasSize(CALLS * 3 / 4);
      // One 429 for each call in flight when the other client sent the last call of the window.
      assertThat(sandbox.getCalls()).filteredOn(c -> c.getStatus() == 429).hasSizeLessThan(200);
    }
  }

  @Test
  void aShareLeavesTheRestOfEveryWindowToOthers() {
    SharedTime time = new SharedTime(1, Duration.ZERO);
    try (Sandbox sandbox =
        Sandbox.builder().workspace(workspace()).clock(time.serverClock()).start()) {
      CustomObjects<Attributes> orders =
          orders(
              client(sandbox, time, Duration.ZERO, Duration.ofMinutes(2))
                  .newBuilder()
                  .rateLimitShare(0.5)
                  .build());
      for (int i = 0; i < 83 * 3; i++) {
        orders.upsert("ORDER-" + i, NOTHING);
      }
      assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(20));
      assertThat(sandbox.getCallsPerWindow().values()).containsExactly(83, 83, 83);
    }
  }

  @Test
  void operationsWithTheirOwnLimitsWaitForTheirOwnWindows() {
    intercom.enqueue(limited(167, 0, 6));
    intercom.enqueue(limited(83, 1, 4));
    CustomObjects<Attributes> orders = intercom.orders();
    orders.upsert("ORDER-1", NOTHING);
    orders.findById("22");
    intercom.enqueue(limited(83, 0, 4));
    orders.findById("22");
    assertThat(intercom.timing.sleeps()).isEmpty();
    intercom.enqueue(limited(83, 82, 14));
    orders.findById("22");
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(4));
    intercom.enqueue(limited(167, 166, 16));
    orders.upsert("ORDER-1", NOTHING);
    assertThat(intercom.timing.sleeps())
        .containsExactly(Duration.ofSeconds(4), Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource({
    ", 0, 1788264006",
    "167, , 1788264006",
    "167, 0, ",
    "-167, 0, 1788264006",
    "0, 0, 1788264006",
    "many, 0, 1788264006",
    "167, none, 1788264006",
    "167, -1, 1788264006",
    "167, 0, soon",
    "167, 0, 1788264006000",
    "167, 0, 9223372036854775807",
    "99999999999, 0, 1788264006",
    "167, 99999999999, 1788264006",
    "1.5, 0, 1788264006",
  })
  void missingOrInvalidHeadersCauseNoWait(String limit, String remaining, String reset) {
    CustomObjects<Attributes> orders = intercom.orders();
    for (int i = 0; i < 3; i++) {
      MockResponse.Builder response = FakeIntercom.json(200, FakeIntercom.ORDER_22);
      if (limit != null) {
        response.addHeader("X-RateLimit-Limit", limit);
      }
      if (remaining != null) {
        response.addHeader("X-RateLimit-Remaining", remaining);
      }
      if (reset != null) {
        response.addHeader("X-RateLimit-Reset", reset);
      }
      intercom.enqueue(response);
      assertThat(orders.findById("22")).isPresent();
    }
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, -3600, -1_000_000_000, -1_788_264_000, -1_788_264_005})
  void aWindowThatIsOverCausesNoWait(long resetInSeconds) {
    CustomObjects<Attributes> orders = intercom.orders();
    for (int i = 0; i < 3; i++) {
      intercom.enqueue(limited(167, 0, resetInSeconds));
      assertThat(orders.findById("22")).isPresent();
    }
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void moreRemainingThanTheLimitCountsAsTheLimit() {
    CustomObjects<Attributes> orders = intercom.orders();
    intercom.enqueue(limited(2, 1000, 6));
    orders.findById("22");
    for (int i = 0; i < 3; i++) {
      intercom.enqueue(200, FakeIntercom.ORDER_22);
      orders.findById("22");
    }
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(6));
  }

  @Test
  void twoWorkspacesDoNotSlowEachOther() throws Exception {
    Intercom first = intercom.builder().build();
    Intercom second = first.newBuilder().accessToken("other").build();
    intercom.enqueue(limited(167, 0, 6));
    orders(first).findById("22");
    CompletableFuture<Void> isDone = new CompletableFuture<>();
    // While the first waits for its window, the second gets its response.
    intercom.timing.onSleep(
        () -> {
          intercom.enqueue(limited(167, 166, 6));
          orders(second).findById("22");
          isDone.complete(null);
          intercom.enqueue(limited(167, 166, 16));
        });
    orders(first).findById("22");
    assertThat(isDone).isCompleted();
    assertThat(intercom.timing.sleeps()).containsExactly(Duration.ofSeconds(6));
    intercom.request();
    assertThat(intercom.request().getHeaders().get("Authorization")).isEqualTo("Bearer other");
    assertThat(intercom.request().getHeaders().get("Authorization"))
        .isEqualTo("Bearer " + FakeIntercom.TOKEN);
  }

  @Test
  void clientsThatShareAWindowKeepToTheirShares() {
    Intercom full = intercom.builder().build();
    Intercom half = full.newBuilder().rateLimitShare(0.5).maxWait(Duration.ZERO).build();
    intercom.enqueue(limited(10, 5, 6));
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders(full).findById("22");
    assertThatThrownBy(() -> orders(half).findById("22"))
        .isInstanceOf(RateLimitException.class)
        .hasMessageStartingWith(
            "not sent: the 5 calls of this window that rateLimitShare allows are used up");
    assertThat(orders(full).findById("22")).isPresent();
  }

  @Test
  void aRetryThatTheWindowHasNoPlaceForIsNotSentAgain() {
    CustomObjects<Attributes> orders =
        FakeIntercom.orders(intercom.builder().maxWait(Duration.ofSeconds(2)));
    intercom.enqueue(FakeIntercom.limited(2, 1, 6));
    orders.findById("22");
    intercom.enqueue(FakeIntercom.json(503, "{}").addHeader("Retry-After", 1));
    assertThatThrownBy(() -> orders.findById("22"))
        .isInstanceOf(RateLimitException.class)
        .hasMessageStartingWith("not sent again: the 2 calls of this window are used up");
    assertThat(intercom.requestCount()).isEqualTo(2);
  }
}
