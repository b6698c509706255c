package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.intercomobjects.BulkSandbox.Order;
import io.github.intercomobjects.IntercomException.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a writer: by its owner, an interrupt, a callback or its executor. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("FutureReturnValueIgnored") // Their results are checked otherwise.
final class ObjectWriterEndTest {
  private static final Attributes SHIPPED = Attributes.builder().set("status", "shipped").build();

  private final BulkSandbox intercom = new BulkSandbox();
  private final CustomObjects<Order> orders = intercom.orders();

  /** The tasks of a writer with {@link #held}, which run when they are released. */
  private final List<Runnable> tasks = new ArrayList<>();

  @AfterEach
  void close() {
    // The next test must not inherit an interrupt.
    Thread.interrupted();
    intercom.close();
  }

  private ObjectWriter.Builder<Order> writer() {
    return orders.writer().executor(intercom.executor());
  }

  private ObjectWriter.Builder<Order> held() {
    return intercom
        .orders(intercom.client(Duration.ZERO).timing(Timing.SYSTEM))
        .writer()
        .executor(tasks::add);
  }

  private void release() {
    while (!tasks.isEmpty()) {
      tasks.remove(0).run();
    }
  }

  private static Throwable failure(CompletableFuture<?> future) {
    assertThat(future).isDone();
    ExecutionException e = catchThrowableOfType(ExecutionException.class, future::get);
    assertThat(e).isNotNull();
    return Objects.requireNonNull(e.getCause());
  }

  private static void assertNotSent(CompletableFuture<?> future) {
    assertThat(failure(future))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED);
              assertThat(e)
                  .hasMessage(
                      "not sent: the writer was closed or ended early; Intercom did not apply it");
            });
  }

  @Test
  void aClosedWriterAcceptsNothing() {
    ObjectWriter<Order> writer = writer().build();
    writer.upsert("ORDER-1", SHIPPED);
    writer.close();
    assertThat(intercom.stored()).isEqualTo(1);
    assertThatThrownBy(() -> writer.upsert("ORDER-2", SHIPPED))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the writer is closed");
    assertThatThrownBy(() -> writer.delete("ORDER-2")).hasMessage("the writer is closed");
    assertThatThrownBy(writer::flush).hasMessage("the writer is closed");
    writer.close();
    assertThat(writer.closeNow()).isEmpty();
    assertThat(writer).hasToString("ObjectWriter[1 changes, closed]");
  }

  @Test
  void aWriterWithoutChangesClosesAtOnce() {
    List<Object> reported = new ArrayList<>();
    writer().onCheckpoint(reported::add).onResult(reported::add).build().close();
    assertThat(reported).isEmpty();
  }

  @Test
  void closeNowReturnsTheIdsOfWhatWasNotSent() {
    List<Long> checkpoints = new ArrayList<>();
    ObjectWriter<Order> writer =
        held().onCheckpoint(reached -> checkpoints.add(reached.getCount())).build();
    CompletableFuture<?> sent = writer.upsert("ORDER-1", SHIPPED);
    release();
    List<CompletableFuture<?>> unsent = new ArrayList<>();
    for (int i : new int[] {3, 2, 3, 1}) {
      unsent.add(writer.upsert("ORDER-" + i, SHIPPED));
    }
    assertThat(writer.closeNow()).containsExactly("ORDER-3", "ORDER-2", "ORDER-1");
    assertThat(sent).isCompleted();
    unsent.forEach(ObjectWriterEndTest::assertNotSent);
    // A task that starts late finds nothing.
    release();
    assertThat(intercom.calls()).hasSize(1);
    assertThat(checkpoints).containsExactly(1L);
    assertThatThrownBy(() -> writer.delete("ORDER-2")).hasMessage("the writer is closed");
  }

  @Test
  void closeNowCancelsCallsThatWaitForTheWindow() {
    try (BulkSandbox limited = new BulkSandbox(1, 20)) {
      List<Long> checkpoints = new ArrayList<>();
      ObjectWriter<Order> writer =
          limited
              .orders()
              .writer()
              .executor(limited.executor())
              .onCheckpoint(reached -> checkpoints.add(reached.getCount()))
              .build();
      List<CompletableFuture<?>> futures = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        futures.add(writer.upsert("ORDER-" + i, SHIPPED));
      }
      sleep(limited, Duration.ofSeconds(5));
      List<String> unsent = writer.closeNow();
      assertThat(limited.stored()).isEqualTo(20);
      List<String> failed = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        if (futures.get(i).isCompletedExceptionally()) {
          failed.add("ORDER-" + i);
          assertThat(failure(futures.get(i)))
              .isInstanceOfSatisfying(
                  ConnectionException.class,
                  e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED));
        }
      }
      assertThat(unsent).hasSize(80).isEqualTo(failed);
      // Nothing that was not sent counts as settled.
      assertThat("ORDER-" + checkpoints.get(checkpoints.size() - 1)).isEqualTo(unsent.get(0));
    }
  }

  private static void sleep(BulkSandbox intercom, Duration span) {
    try {
      intercom.time.sleep(span, new CountDownLatch(1));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anInterruptedBulkReportsNoCheckpointPastCancelledItems() {
    Thread caller = Thread.currentThread();
    List<Long> checkpoints = new ArrayList<>();
    List<Long> failed = new ArrayList<>();
    AtomicInteger stored = new AtomicInteger();
    try (BulkSandbox limited = new BulkSandbox(1, 20)) {
      assertThatThrownBy(
              () ->
                  limited
                      .bulk()
                      .onCheckpoint(reached -> checkpoints.add(reached.getCount()))
                      .onResult(
                          result -> {
                            if (!result.isSuccess()) {
                              failed.add(result.getIndex());
                            } else if (stored.incrementAndGet() == 20) {
                              // All others wait for the next window.
                              caller.interrupt();
                            }
                          })
                      .upsertAll(BulkSandbox.open(1000)))
          .isInstanceOf(BulkException.class);
      assertThat(failed).isNotEmpty();
      assertThat(checkpoints).last().isEqualTo(Collections.min(failed));
    }
  }

  @Test
  void aThrowingCallbackEndsTheWriterAndNothingElseIsSent() {
    List<Long> checkpoints = new ArrayList<>();
    IllegalStateException broken = new IllegalStateException("no space");
    ObjectWriter<Order> writer =
        held()
            .onCheckpoint(reached -> checkpoints.add(reached.getCount()))
            .onResult(
                result -> {
                  if (result.getIndex() == 1) {
                    throw broken;
                  }
                })
            .build();
    List<CompletableFuture<?>> futures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      futures.add(writer.upsert("ORDER-" + i, SHIPPED));
    }
    release();
    assertThat(futures.get(0)).isCompleted();
    // The change itself was stored.
    assertThat(futures.get(1)).isCompleted();
    assertNotSent(futures.get(2));
    assertNotSent(futures.get(3));
    assertThat(intercom.stored()).isEqualTo(2);
    assertThatThrownBy(() -> writer.delete("ORDER-1"))
        .isInstanceOf(BulkException.class)
        .hasCause(broken)
        .hasMessageStartingWith("a callback failed for item 1 (external id ORDER-1)")
        .hasMessageContaining(
            ": java.lang.IllegalStateException: no space; until then: 2 stored, ");
    assertThatThrownBy(writer::flush).hasCause(broken);
    assertThatThrownBy(writer::close).hasCause(broken);
    assertThat(writer.closeNow()).containsExactly("ORDER-2", "ORDER-3");
    assertThat(checkpoints).allMatch(count -> count <= 1);
  }

  @Test
  void anErrorOfACallWithoutAResultFailsItsFuture() {
    AssertionError error = new AssertionError("adapter");
    CustomObjects<Order> broken =
        intercom.orders(
            Intercom.builder()
                .accessToken(intercom.token())
                .baseUrl(intercom.baseUrl())
                .client(
                    new OkHttpClient.Builder()
                        .addInterceptor(
                            chain -> {
                              throw error;
                            })
                        .build()));
    ObjectWriter<Order> writer = broken.writer().executor(Runnable::run).build();
    assertThat(failure(writer.upsert("ORDER-1", SHIPPED))).isSameAs(error);
    assertThatThrownBy(writer::close)
        .isInstanceOf(BulkException.class)
        .hasMessageStartingWith("item 0 failed: java.lang.AssertionError: adapter");
  }

  @Test
  void aCallbackCannotWaitForItsOwnWriter() {
    List<String> messages = new ArrayList<>();
    ObjectWriter<Order>[] self = newArray();
    try (ObjectWriter<Order> writer =
        writer()
            .onResult(
                result -> {
                  for (Runnable wait : List.<Runnable>of(self[0]::flush, self[0]::close)) {
                    try {
                      wait.run();
                    } catch (IllegalStateException e) {
                      messages.add(e.getMessage());
                    }
                  }
                })
            .build()) {
      self[0] = writer;
      writer.upsert("ORDER-1", SHIPPED);
    }
    assertThat(messages)
        .containsExactly(
            "flush in a callback or a function of a future would wait for itself",
            "close in a callback or a function of a future would wait for itself");
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ObjectWriter<Order>[] newArray() {
    return new ObjectWriter[1];
  }

  @Test
  void anInterruptEndsAPushThatWaitsForRoomAndTheChangeIsNotAccepted() {
    ObjectWriter<Order> writer = held().bufferSize(1).build();
    writer.upsert("ORDER-1", SHIPPED);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> writer.upsert("ORDER-2", SHIPPED))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_APPLIED))
        .hasMessage("not accepted: interrupted during the wait for room in the writer's buffer");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(writer.closeNow()).containsExactly("ORDER-1");
  }

  @Test
  void anInterruptEndsAFlushAndTheWriterContinues() {
    ObjectWriter<Order> writer = held().build();
    CompletableFuture<?> future = writer.upsert("ORDER-1", SHIPPED);
    Thread.currentThread().interrupt();
    assertThatThrownBy(writer::flush)
        .isInstanceOf(BulkException.class)
        .hasMessageStartingWith("flush was interrupted, and the writer continues; until then: 0");
    assertThat(Thread.interrupted()).isTrue();
    release();
    assertThat(future).isCompleted();
    writer.close();
  }

  @Test
  void anInterruptOfCloseAbandonsWhatWasNotSent() {
    ObjectWriter<Order> writer = held().build();
    CompletableFuture<?> future = writer.upsert("ORDER-1", SHIPPED);
    Thread.currentThread().interrupt();
    assertThatThrownBy(writer::close)
        .isInstanceOf(BulkException.class)
        .hasMessageStartingWith("interrupted; until then: 0 stored");
    assertThat(Thread.interrupted()).isTrue();
    assertNotSent(future);
    // The interrupt was the closing thread's only.
    assertThatThrownBy(() -> writer.delete("ORDER-2")).isInstanceOf(BulkException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(writer.closeNow()).containsExactly("ORDER-1");
  }

  @Test
  void anExecutorThatAcceptsNoTaskEndsTheWriter() {
    ExecutorService over = Executors.newSingleThreadExecutor();
    over.shutdownNow();
    ObjectWriter<Order> writer = orders.writer().executor(over).build();
    CompletableFuture<?> future = writer.upsert("ORDER-1", SHIPPED);
    assertNotSent(future);
    assertThatThrownBy(() -> writer.upsert("ORDER-2", SHIPPED))
        .isInstanceOf(BulkException.class)
        .hasCauseInstanceOf(RejectedExecutionException.class)
        .hasMessageStartingWith("the executor accepts no task: ");
    assertThatThrownBy(writer::close).isInstanceOf(BulkException.class);
    assertThat(intercom.calls()).isEmpty();
  }

  private static final class Dropping implements Executor {
    @Override
    public void execute(Runnable task) {}
  }

  @Test
  void closeReportsAnExecutorThatDropsItsTasks() {
    ObjectWriter<Order> writer =
        intercom
            .orders(intercom.client(Duration.ZERO).timing(new FakeTiming()))
            .writer()
            .executor(new Dropping())
            .build();
    CompletableFuture<?> future = writer.upsert("ORDER-1", SHIPPED);
    assertThatThrownBy(writer::close)
        .isInstanceOf(BulkException.class)
        .hasMessageStartingWith("the executor has started no task for 30 s: ");
    assertNotSent(future);
  }

  @Test
  void anExecutorThatAcceptsFewerTasksGetsFewer() {
    ThreadPoolExecutor three =
        new ThreadPoolExecutor(3, 3, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
    try (ObjectWriter<Order> writer =
        intercom
            .orders(intercom.client(Duration.ZERO).timing(Timing.SYSTEM))
            .writer()
            .executor(three)
            .build()) {
      for (int i = 0; i < 200; i++) {
        writer.upsert("ORDER-" + i, SHIPPED);
      }
    } finally {
      three.shutdownNow();
    }
    assertThat(intercom.stored()).isEqualTo(200);
  }
}
