package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.intercomobjects.IntercomException.Outcome;
import io.github.intercomobjects.ObjectWriter.OnFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No future stays open when a writer ends, and everyone who closes it waits for that. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("FutureReturnValueIgnored") // Their results are checked otherwise.
final class ObjectWriterCloseTest {
  private static final Attributes SHIPPED = Attributes.builder().set("status", "shipped").build();
  private static final String NOT_SENT =
      "not sent: the writer was closed or ended early; Intercom did not apply it";

  private final FakeIntercom intercom = new FakeIntercom();

  /** The tasks of a writer with {@link #held}, which run when they are released. */
  private final List<Runnable> tasks = new ArrayList<>();

  @AfterEach
  void close() {
    // The next test must not inherit an interrupt.
    Thread.interrupted();
    intercom.close();
  }

  private ObjectWriter.Builder<Attributes> held() {
    return FakeIntercom.orders(intercom.builder().timing(Timing.SYSTEM))
        .writer()
        .executor(tasks::add);
  }

  private void release() {
    while (!tasks.isEmpty()) {
      tasks.remove(0).run();
    }
  }

  private static ConnectionException failure(CompletableFuture<?> future) {
    assertThat(future).isDone();
    Throwable cause = Objects.requireNonNull(catchThrowable(future::join)).getCause();
    assertThat(cause).isInstanceOf(ConnectionException.class);
    return (ConnectionException) Objects.requireNonNull(cause);
  }

  private static Threads.Running<Boolean> closing(ObjectWriter<?> writer) {
    Threads.Running<Boolean> running =
        Threads.start(
            () -> {
              try {
                writer.close();
              } catch (BulkException e) {
                assertThat(e).hasMessageStartingWith("interrupted; until then: 0 stored");
                return Thread.interrupted();
              }
              return true;
            });
    running.awaitWaiting();
    return running;
  }

  @Test
  void aChangeBehindOneWhoseCallbackThrowsIsNotSentAndItsFutureFails() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    IllegalStateException broken = new IllegalStateException("no space");
    ObjectWriter<Attributes> writer =
        held()
            .onResult(
                result -> {
                  throw broken;
                })
            .build();
    CompletableFuture<?> stored = writer.upsert("ORDER-1", SHIPPED);
    CompletableFuture<?> behind = writer.delete("ORDER-1");
    CompletableFuture<?> last = writer.upsert("ORDER-1", SHIPPED);
    release();
    assertThat(stored).isCompleted();
    assertThat(failure(behind)).hasMessage(NOT_SENT);
    assertThat(failure(last)).hasMessage(NOT_SENT);
    assertThat(intercom.requestCount()).isEqualTo(1);
    assertThatThrownBy(writer::close).isInstanceOf(BulkException.class).hasCause(broken);
    assertThat(writer.closeNow()).containsExactly("ORDER-1");
  }

  @Test
  void closeNowCancelsACallInFlightWhoseOutcomeIsUnknown() {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    intercom.respondBy(
        request -> {
          arrived.countDown();
          Threads.await(ended);
          return FakeIntercom.json(200, FakeIntercom.ORDER_22);
        });
    List<Object> checkpoints = new ArrayList<>();
    ObjectWriter<Attributes> writer =
        FakeIntercom.orders(intercom.builder().timing(Timing.SYSTEM))
            .writer()
            .onCheckpoint(checkpoints::add)
            .build();
    CompletableFuture<?> inFlight = writer.upsert("ORDER-1", SHIPPED);
    CompletableFuture<?> behind = writer.delete("ORDER-1");
    CompletableFuture<?> other = writer.upsert("ORDER-2", SHIPPED);
    Threads.await(arrived);
    assertThat(writer.closeNow()).containsExactly("ORDER-1", "ORDER-2");
    ended.countDown();
    assertThat(failure(inFlight))
        .hasMessageStartingWith(
            "canceled (POST /custom_object_instances/{custom_object_type_identifier}): ")
        .hasMessageEndingWith("; it is not known whether Intercom applied it");
    assertThat(failure(inFlight).getOutcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(failure(behind)).hasMessage(NOT_SENT);
    assertThat(failure(other)).hasMessage(NOT_SENT);
    assertThat(checkpoints).isEmpty();
    assertThat(intercom.requestCount()).isEqualTo(1);
  }

  @Test
  void everyThreadThatClosesAWriterWaitsForItsEnd() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    List<Long> checkpoints = new ArrayList<>();
    ObjectWriter<Attributes> writer =
        held().onCheckpoint(reached -> checkpoints.add(reached.getCount())).build();
    CompletableFuture<?> change = writer.upsert("ORDER-1", SHIPPED);
    List<Threads.Running<Boolean>> both = List.of(closing(writer), closing(writer));
    assertThat(change).isNotDone();
    release();
    for (Threads.Running<Boolean> one : both) {
      assertThat(one.get()).isTrue();
    }
    assertThat(change).isCompleted();
    assertThat(checkpoints).containsExactly(1L);
  }

  @Test
  void anInterruptOfOneOfTwoThreadsThatCloseAWriterIsItsOwnAndEndsBoth() {
    ObjectWriter<Attributes> writer = held().build();
    CompletableFuture<?> change = writer.upsert("ORDER-1", SHIPPED);
    Threads.Running<Boolean> first = closing(writer);
    Threads.Running<Boolean> second = closing(writer);
    second.thread().interrupt();
    assertThat(second.get()).as("second is interrupted").isTrue();
    assertThat(first.get()).as("first is interrupted").isFalse();
    assertThat(failure(change)).hasMessage(NOT_SENT);
  }

  @Test
  void aWriterThatHasEndedIsClosedAgainWithoutAnException() {
    ObjectWriter<Attributes> writer = held().build();
    writer.upsert("ORDER-1", SHIPPED);
    Thread.currentThread().interrupt();
    assertThatThrownBy(writer::close).isInstanceOf(BulkException.class);
    assertThat(Thread.interrupted()).isTrue();
    writer.close();
    assertThat(writer.closeNow()).containsExactly("ORDER-1");
    writer.close();
  }

  @Test
  void aPushThatShallFailNoticesAnExecutorThatDropsItsTasks() {
    ObjectWriter<Attributes> writer =
        intercom
            .orders()
            .writer()
            .executor(new Dropping())
            .bufferSize(1)
            .onFull(OnFull.FAIL)
            .build();
    CompletableFuture<?> change = writer.upsert("ORDER-1", SHIPPED);
    for (int seconds = 0; seconds < 30; seconds += 10) {
      assertThatThrownBy(() -> writer.upsert("ORDER-2", SHIPPED))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageStartingWith("the writer's buffer of 1 changes is full");
      intercom.timing.advance(Duration.ofSeconds(10));
    }
    assertThatThrownBy(() -> writer.upsert("ORDER-2", SHIPPED))
        .isInstanceOf(BulkException.class)
        .hasMessageStartingWith("the executor has started no task for 30 s: ")
        .hasMessageContaining(Dropping.class.getName() + " starts none of its tasks");
    assertThat(failure(change)).hasMessage(NOT_SENT);
  }

  private static final class Dropping implements Executor {
    @Override
    public void execute(Runnable task) {}
  }

  @Test
  void aClientThatIsClosedBeforeTheFirstChangeStillSendsIt() throws Exception {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    Intercom client = intercom.builder().timing(Timing.SYSTEM).build();
    List<Thread> workers = new ArrayList<>();
    ObjectWriter<Attributes> writer =
        client
            .customObjects(ObjectType.untyped("Order"))
            .writer()
            .onResult(result -> workers.add(Thread.currentThread()))
            .build();
    client.close();
    CompletableFuture<?> change = writer.upsert("ORDER-1", SHIPPED);
    writer.close();
    assertThat(change).isCompleted();
    assertThat(workers).hasSize(1);
    workers.get(0).join(4000);
    assertThat(workers.get(0).isAlive()).isFalse();
  }

  @Test
  void aCancelledChangeIsReturnedByCloseNowThoughItsGuardHasClosed() {
    intercom.enqueue(FakeIntercom.limited(1, 0, 5));
    CountDownLatch isAsked = new CountDownLatch(1);
    CountDownLatch waits = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    Timing blocking =
        new ForwardingTiming(intercom.timing) {
          @Override
          public void sleep(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
            waits.countDown();
            Timing.SYSTEM.sleep(Duration.ofSeconds(20), wakeUp);
          }
        };
    ObjectWriter<Attributes> writer =
        FakeIntercom.orders(intercom.builder().timing(blocking)).writer().build();
    assertThat(writer.upsert("ORDER-1", SHIPPED).join()).isNotNull();
    CompletableFuture<?> waiting =
        writer.upsert(
            "ORDER-2",
            SHIPPED,
            () -> {
              isAsked.countDown();
              return asked.incrementAndGet() == 1;
            });
    Threads.await(isAsked);
    Threads.await(waits);
    assertThat(writer.closeNow()).containsExactly("ORDER-2");
    assertThat(failure(waiting))
        .hasMessage(
            "canceled (POST /custom_object_instances/{custom_object_type_identifier}); Intercom did"
                + " not apply it");
    assertThat(asked).hasValue(1);
  }
}
