package io.github.intercomobjects.canvas;

import static io.github.intercomobjects.canvas.Orders.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.canvas.CanvasRequest.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PerContactTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger loads = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final PerContact<String> cache = cache(1_000);

  private PerContact<String> cache(int size) {
    return PerContact.<String>builder().maximumSize(size).nanoTime(clock::get).build();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Returns a number that shows how often a loader ran. */
  private String load(String contactId) {
    return cache.get("w1", contactId, () -> "load " + loads.incrementAndGet());
  }

  private void advance(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  /** A loader on another thread, which a test holds in its load. */
  private final class Held {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final Future<String> result;

    Held(PerContact<String> cache, Supplier<String> end) throws InterruptedException {
      result =
          threads.submit(
              () ->
                  cache.get(
                      "w1",
                      "c1",
                      () -> {
                        thread.set(Thread.currentThread());
                        started.countDown();
                        try {
                          release.await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                          throw new IllegalStateException("interrupted");
                        }
                        return end.get();
                      }));
      started.await();
    }

    String end() throws Exception {
      release.countDown();
      return result.get();
    }
  }

  /** Starts a request for the same contact, and returns when it waits for the load of another. */
  private Future<String> join() throws InterruptedException {
    return join(new AtomicReference<>());
  }

  private Future<String> join(AtomicReference<Thread> thread) throws InterruptedException {
    Future<String> result =
        threads.submit(
            () -> {
              // A thread that has loaded a value before waits for others all the same.
              cache.get("w1", "c0", () -> "earlier");
              thread.set(Thread.currentThread());
              return load("c1");
            });
    while (!waits(thread.get()) && !result.isDone()) {
      Thread.onSpinWait();
    }
    return result;
  }

  private static boolean waits(@Nullable Thread thread) {
    return thread != null && thread.getState() == Thread.State.WAITING;
  }

  private static void interrupt(AtomicReference<Thread> thread) {
    Objects.requireNonNull(thread.get()).interrupt();
  }

  @Test
  void aValueIsKeptForThirtySeconds() {
    assertThat(load("c1")).isEqualTo("load 1");
    advance(Duration.ofSeconds(30).minusNanos(1));
    assertThat(load("c1")).isEqualTo("load 1");
    advance(Duration.ofNanos(1));
    assertThat(load("c1")).isEqualTo("load 2");
    assertThat(cache).hasToString("PerContact[1 values]");
  }

  @Test
  void theTimeCountsFromTheStartOfTheLoad() {
    String first =
        cache.get(
            "w1",
            "c1",
            () -> {
              advance(Duration.ofSeconds(29));
              return "slow";
            });
    advance(Duration.ofSeconds(1));

    assertThat(first).isEqualTo("slow");
    assertThat(load("c1")).isEqualTo("load 1");
  }

  @Test
  void aValueWhoseLoadEndedAfterThatOfANewerOneIsNotKeptLonger() {
    cache.get(
        "w1",
        "c1",
        () -> {
          advance(Duration.ofSeconds(29));
          return "slow, then " + load("c2");
        });
    advance(Duration.ofSeconds(1));

    assertThat(load("c1")).isEqualTo("load 2");
    assertThat(load("c2")).isEqualTo("load 1");
    assertThat(load("c1")).isEqualTo("load 2");
  }

  @Test
  void aTimeToLiveOfZeroKeepsNothing() {
    PerContact<Integer> none = PerContact.<Integer>builder().timeToLive(Duration.ZERO).build();

    assertThat(none.get("w1", "c1", loads::incrementAndGet)).isEqualTo(1);
    assertThat(none.get("w1", "c1", loads::incrementAndGet)).isEqualTo(2);
    assertThat(none).hasToString("PerContact[0 values]");
  }

  @Test
  void contactsOfDifferentWorkspacesAreDifferent() {
    PerContact<String> names = PerContact.<String>builder().build();
    for (String workspace : List.of("'w1'", "'w2'", "null")) {
      CanvasRequest request =
          request(
              Kind.INBOX_INITIALIZE,
              "{'workspace_id':%s,'contact':{'id':'c1'}}".formatted(workspace));
      assertThat(names.get(request, id -> id + " of " + workspace))
          .isEqualTo("c1 of " + workspace)
          .isEqualTo(names.get(request, id -> "another"));
    }
    names.forget("c1");
    assertThat(names).hasToString("PerContact[0 values]");
  }

  @Test
  void aRequestWithoutAContactIsRejected() {
    CanvasRequest request = request(Kind.MESSENGER_INITIALIZE, "{'workspace_id':'w1'}");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cache.get(request, id -> id))
        .withMessage(
            "there is no contact in CanvasRequest{MESSENGER_INITIALIZE, component null, workspace"
                + " w1}: use the cache for requests of a contact");
  }

  @Test
  void theOldestValueIsDiscardedAboveTheMaximum() {
    PerContact<String> two = cache(2);
    List<String> loaded = new ArrayList<>();
    for (String id : List.of("c1", "c2", "c3", "c3", "c2", "c1")) {
      two.get(
          "w1",
          id,
          () -> {
            loaded.add(id);
            return id;
          });
    }

    assertThat(loaded).containsExactly("c1", "c2", "c3", "c1");
    assertThat(two).hasToString("PerContact[2 values]");
  }

  @Test
  void requestsForTheSameContactShareALoad() throws Exception {
    Held held = new Held(cache, () -> "shared");
    Future<String> joined = join();

    assertThat(load("c2")).isEqualTo("load 1");
    assertThat(held.end()).isEqualTo("shared");
    assertThat(joined.get()).isEqualTo("shared");
    assertThat(loads).hasValue(1);
  }

  @Test
  void aFailureIsSharedButNotKept() throws Exception {
    RuntimeException failure = new IllegalStateException("no connection");
    Held held =
        new Held(
            cache,
            () -> {
              throw failure;
            });
    Future<String> joined = join();

    assertThatThrownBy(held::end).isInstanceOf(ExecutionException.class).hasCause(failure);
    assertThatThrownBy(joined::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(failure);
    assertThat(load("c1")).isEqualTo("load 1");
  }

  @Test
  void anErrorIsSharedButNotKept() throws Exception {
    Error failure = new StackOverflowError();
    Held held =
        new Held(
            cache,
            () -> {
              throw failure;
            });
    Future<String> joined = join();

    assertThatThrownBy(held::end).cause().isSameAs(failure);
    assertThatThrownBy(joined::get).cause().isSameAs(failure);
    assertThat(load("c1")).isEqualTo("load 1");
  }

  @Test
  void aLoaderThatReturnsNullFails() {
    assertThatNullPointerException()
        .isThrownBy(() -> cache.get("w1", "c1", () -> null))
        .withMessage("the loader returned null");
    assertThat(load("c1")).isEqualTo("load 1");
  }

  @Test
  void aRequestLoadsItselfIfTheOtherLoadIsInterrupted() throws Exception {
    Held held = new Held(cache, () -> "never");
    Future<String> joined = join();

    interrupt(held.thread);

    assertThatThrownBy(held.result::get).hasRootCauseMessage("interrupted");
    assertThat(joined.get()).isEqualTo("load 1");
    assertThat(load("c1")).isEqualTo("load 1");
  }

  @Test
  void aRequestThatIsInterruptedNoLongerWaits() throws Exception {
    Held held = new Held(cache, () -> "shared");
    AtomicReference<Thread> thread = new AtomicReference<>();
    Future<String> joined = join(thread);

    interrupt(thread);

    assertThatThrownBy(joined::get)
        .cause()
        .isInstanceOf(CancellationException.class)
        .hasMessage("interrupted while another thread loads the value of the contact c1");
    assertThat(held.end()).isEqualTo("shared");
    assertThat(load("c1")).isEqualTo("shared");
  }

  @Test
  void aForgottenValueIsLoadedAgain() {
    load("c1");
    load("c2");
    cache.forget("c1");

    assertThat(load("c1")).isEqualTo("load 3");
    assertThat(load("c2")).isEqualTo("load 2");
  }

  @Test
  void aLoadThatIsForgottenInFlightIsNeitherKeptNorShared() throws Exception {
    Held before = new Held(cache, () -> "before the write");
    Future<String> joined = join();
    cache.forget("c1");
    Held after = new Held(cache, () -> "after the write");

    assertThat(before.end()).isEqualTo("before the write");
    assertThat(joined.get()).isEqualTo("before the write");
    Future<String> shared = join();
    assertThat(after.end()).isEqualTo("after the write");
    assertThat(shared.get()).isEqualTo("after the write");
    assertThat(load("c1")).isEqualTo("after the write");
  }

  @Test
  void aLoaderCanAskForItsOwnContact() {
    String value = cache.get("w1", "c1", () -> "outer of " + load("c1"));

    assertThat(value).isEqualTo("outer of load 1");
    assertThat(load("c1")).isEqualTo("outer of load 1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void loadersThatAskForEachOthersContactsDoNotWaitForEachOther(boolean sameCache)
      throws Exception {
    PerContact<String> other = sameCache ? cache : cache(10);
    CyclicBarrier both = new CyclicBarrier(2);
    Future<String> first = threads.submit(() -> nested(cache, "c1", other, "c2", both));
    Future<String> second = threads.submit(() -> nested(other, "c2", cache, "c1", both));

    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("c1 with nested c2");
    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo("c2 with nested c1");
    assertThat(cache.get("w1", "c1", () -> "another")).isEqualTo("c1 with nested c2");
  }

  private static String nested(
      PerContact<String> outer,
      String contactId,
      PerContact<String> inner,
      String otherId,
      CyclicBarrier both) {
    return outer.get(
        "w1",
        contactId,
        () -> {
          meet(both);
          return contactId
              + " with "
              + inner.get(
                  "w1",
                  otherId,
                  () -> {
                    meet(both);
                    return "nested " + otherId;
                  });
        });
  }

  private static void meet(CyclicBarrier both) {
    try {
      both.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void limitsAreChecked() {
    PerContact.Builder<String> builder = PerContact.builder();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.timeToLive(Duration.ofSeconds(-1)))
        .withMessage("the time to live PT-1S is negative or longer than a day: pass seconds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.timeToLive(Duration.ofDays(1).plusNanos(1)))
        .withMessage(
            "the time to live PT24H0.000000001S is negative or longer than a day: pass seconds");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maximumSize(0))
        .withMessage("0 values cannot be kept: pass at least 1");
  }
}
