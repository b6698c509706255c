package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.BulkSandbox.Order;
import io.github.intercomobjects.ObjectWriter.OnFull;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.RecordedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The changes that a writer sends, their order, and its buffer. */
@SuppressWarnings("FutureReturnValueIgnored") // Their results are checked otherwise.
final class ObjectWriterTest {
  private static final Attributes SHIPPED = Attributes.builder().set("status", "shipped").build();

  private final BulkSandbox intercom = new BulkSandbox();
  private final CustomObjects<Order> orders = intercom.orders();

  @AfterEach
  void close() {
    intercom.close();
  }

  private ObjectWriter.Builder<Order> writer() {
    return orders.writer().executor(intercom.executor());
  }

  private Optional<Object> status(String externalId) {
    return orders
        .findByExternalId(externalId)
        .map(order -> String.valueOf(order.getAttributes().toMap().get("status")));
  }

  private List<String> calls() {
    return intercom.calls().stream().map(RecordedCall::getMethod).toList();
  }

  @Test
  void everyChangeHasAFutureOfItsResult() {
    CompletableFuture<@Nullable Upserted<Order>> value;
    CompletableFuture<@Nullable Upserted<Order>> some;
    CompletableFuture<Boolean> gone;
    CompletableFuture<Boolean> absent;
    CompletableFuture<@Nullable Upserted<Order>> wrong;
    try (ObjectWriter<Order> writer = writer().build()) {
      value = writer.upsert(new Order("ORDER-1", "open"));
      some = writer.upsert("ORDER-2", SHIPPED);
      gone = writer.delete("ORDER-1");
      absent = writer.delete("NONE");
      writer.flush();
      intercom.faults().on("POST", BulkSandbox.UPSERT).fail(Fault.status(422));
      wrong = writer.upsert("ORDER-3", SHIPPED);
      assertThat(writer).hasToString("ObjectWriter[5 changes]");
    }
    assertThat(value.join()).extracting(Upserted::getExternalId).isEqualTo("ORDER-1");
    assertThat(some.join()).extracting(Upserted::getId).isNotNull();
    assertThat(gone).isCompletedWithValue(true);
    assertThat(absent).isCompletedWithValue(false);
    assertThatThrownBy(wrong::join).hasCauseInstanceOf(InvalidRequestException.class);
    assertThat(status("ORDER-1")).isEmpty();
    assertThat(status("ORDER-2")).contains("shipped");
  }

  @Test
  void aChangeThatCannotBeSentIsRejectedWhenItIsPushed() {
    try (ObjectWriter<Order> writer = writer().build()) {
      assertThatThrownBy(() -> writer.upsert(new Order(null, "open")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("upsert needs an external id, and this value for Order has none");
      assertThatThrownBy(() -> writer.delete(" "))
          .hasMessageStartingWith("external id must not be blank");
      assertThatThrownBy(() -> writer.upsert("reference_not_found", SHIPPED))
          .hasMessageStartingWith("external id must not be \"reference_not_found\"");
    }
    assertThat(intercom.calls()).isEmpty();
  }

  @Test
  void changesOfOneObjectKeepTheirOrder() {
    List<CompletableFuture<?>> futures = new ArrayList<>();
    List<Long> indexes = new ArrayList<>();
    try (ObjectWriter<Order> writer =
        writer()
            .onResult(
                result -> {
                  if ("ORDER-3".equals(result.getExternalId())) {
                    indexes.add(result.getIndex());
                  }
                })
            .build()) {
      for (int round = 0; round < 30; round++) {
        for (int i = 0; i < 5; i++) {
          futures.add(
              round % 3 == 2
                  ? writer.delete("ORDER-" + i)
                  : writer.upsert(new Order("ORDER-" + i, round % 2 == 0 ? "open" : "shipped")));
        }
      }
      futures.add(writer.upsert(new Order("ORDER-3", "shipped")));
    }
    assertThat(futures).allMatch(CompletableFuture::isDone);
    assertThat(intercom.calls()).hasSize(151).extracting(RecordedCall::getStatus).containsOnly(200);
    assertThat(indexes).hasSize(31).isSorted();
    assertThat(intercom.stored()).isEqualTo(1);
    assertThat(status("ORDER-3")).contains("shipped");
  }

  @Test
  void everyWindowIsUsedCompletelyAndNoCallIsRejected() {
    try (BulkSandbox limited = new BulkSandbox(1, 167)) {
      try (ObjectWriter<Order> writer =
          limited
              .orders(limited.client(Duration.ofMillis(250)))
              .writer()
              .executor(limited.executor())
              .build()) {
        for (int i = 0; i < 167 * 7 / 2; i++) {
          writer.upsert(new Order("ORDER-" + i, "open"));
        }
      }
      assertThat(limited.calls()).extracting(RecordedCall::getStatus).containsOnly(200);
      assertThat(limited.stored()).isEqualTo(167 * 7 / 2);
      assertThat(limited.windows().subList(1, limited.windows().size() - 1))
          .isNotEmpty()
          .allMatch(calls -> calls >= 167 * 0.97);
    }
  }

  @Test
  void aFullBufferBlocksThePush() {
    AtomicInteger open = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ObjectWriter<Order> writer =
        writer().bufferSize(10).onResult(result -> open.decrementAndGet()).build()) {
      for (int i = 0; i < 200; i++) {
        writer.upsert(new Order("ORDER-" + i, "open"));
        // One more than fits may be counted between a callback and its settlement.
        most.accumulateAndGet(open.incrementAndGet(), Math::max);
      }
    }
    assertThat(most).hasValueLessThanOrEqualTo(11);
    assertThat(intercom.stored()).isEqualTo(200);
  }

  @Test
  void aFullBufferRejectsThePushIfItShallFail() {
    List<Runnable> tasks = new ArrayList<>();
    ObjectWriter<Order> writer =
        orders.writer().executor(tasks::add).bufferSize(2).onFull(OnFull.FAIL).build();
    writer.upsert("ORDER-1", SHIPPED);
    CompletableFuture<Boolean> second = writer.delete("ORDER-1");
    assertThatThrownBy(() -> writer.delete("ORDER-2"))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage(
            "the writer's buffer of 2 changes is full, so this one was not accepted; push it again"
                + " later, or set onFull(OnFull.BLOCK) or a larger bufferSize(..)");
    tasks.get(0).run();
    assertThat(second).isCompletedWithValue(true);
    writer.close();
    assertThat(calls()).containsExactly("POST", "DELETE");
  }

  @Test
  void withoutASizeTheBufferHoldsTwiceTheCallsInFlight() {
    List<Runnable> tasks = new ArrayList<>();
    ObjectWriter<Order> writer =
        intercom
            .orders(intercom.client(Duration.ofSeconds(3)))
            .writer()
            .executor(tasks::add)
            .onFull(OnFull.FAIL)
            .build();
    writer.upsert("ORDER-0", SHIPPED);
    tasks.get(0).run();
    for (int i = 1; i <= 1252; i++) {
      writer.upsert("ORDER-" + i, SHIPPED);
    }
    assertThatThrownBy(() -> writer.delete("ORDER-0"))
        .hasMessageStartingWith("the writer's buffer of 1,252 changes is full");
    assertThat(tasks).hasSize(627);
    assertThat(writer.closeNow()).hasSize(1252);
  }

  @Test
  void invalidOptionsAreRejected() {
    assertThatThrownBy(() -> writer().bufferSize(0))
        .hasMessage("bufferSize must be 1 or more, was 0");
    assertThatThrownBy(() -> writer().maxInFlight(0))
        .hasMessage("maxInFlight must be 1 or more, was 0");
  }

  @Test
  void aBuilderCreatesWritersThatLaterOptionsDoNotChange() {
    List<Object> first = new ArrayList<>();
    ObjectWriter.Builder<Order> builder = writer().onResult(first::add);
    ObjectWriter<Order> writer = builder.build();
    builder.onResult(result -> {}).merge(true);
    writer.upsert("ORDER-1", SHIPPED);
    writer.close();
    assertThat(first).hasSize(1);
  }

  @Test
  void flushReturnsWhenEverythingBeforeHasEndedAndReportsTheCheckpoint() {
    List<Long> checkpoints = new ArrayList<>();
    try (ObjectWriter<Order> writer =
        writer()
            .progressInterval(Duration.ofDays(1))
            .onCheckpoint(reached -> checkpoints.add(reached.getCount()))
            .build()) {
      List<CompletableFuture<?>> futures = new ArrayList<>();
      for (int round = 1; round <= 3; round++) {
        for (int i = 0; i < 50; i++) {
          futures.add(writer.upsert(new Order("ORDER-" + i, "open")));
        }
        writer.flush();
        assertThat(futures).allMatch(CompletableFuture::isDone);
        assertThat(checkpoints).last().isEqualTo(50L * round);
      }
    }
    assertThat(checkpoints).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void flushReportsTheCheckpointWhileLaterChangesAreInFlight() {
    CountDownLatch pushed = new CountDownLatch(1);
    CountDownLatch flushed = new CountDownLatch(1);
    List<Long> checkpoints = new CopyOnWriteArrayList<>();
    try (ObjectWriter<Order> writer =
        intercom
            .orders(intercom.client(Duration.ZERO).timing(Timing.SYSTEM))
            .writer()
            .progressInterval(Duration.ofDays(1))
            .onCheckpoint(reached -> checkpoints.add(reached.getCount()))
            .build()) {
      writer.upsert("ORDER-1", SHIPPED, () -> opened(pushed));
      Threads.Running<Boolean> flush =
          Threads.start(
              () -> {
                writer.flush();
                return true;
              });
      flush.awaitWaiting();
      writer.upsert("ORDER-2", SHIPPED, () -> opened(flushed));
      pushed.countDown();
      assertThat(flush.get()).isTrue();
      assertThat(checkpoints).containsExactly(1L);
      flushed.countDown();
    }
    assertThat(checkpoints).containsExactly(1L, 2L);
  }

  private static boolean opened(CountDownLatch latch) {
    Threads.await(latch);
    return true;
  }

  @Test
  void aCallbackMayPushAgainThoughTheBufferIsFull() {
    List<String> ids = new ArrayList<>();
    ObjectWriter<Order>[] self = newArray();
    try (ObjectWriter<Order> writer =
        writer()
            .bufferSize(1)
            .onResult(
                result -> {
                  String id = Objects.requireNonNull(result.getExternalId());
                  ids.add(id);
                  if (result.getId() != null && id.length() < 4) {
                    self[0].upsert(id + "x", SHIPPED);
                    self[0].delete(id);
                  }
                })
            .build()) {
      self[0] = writer;
      writer.upsert("A", SHIPPED).thenRun(() -> writer.upsert("B", SHIPPED));
    }
    assertThat(ids).contains("Axxx", "Bxxx");
    assertThat(status("Axxx")).contains("shipped");
    assertThat(status("Bxxx")).contains("shipped");
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ObjectWriter<Order>[] newArray() {
    return new ObjectWriter[1];
  }

  @Test
  void aBulkAppliesUpsertsAndDeletionsInTheOrderOfItsSource() {
    List<Order> items = new ArrayList<>();
    for (int round = 0; round < 21; round++) {
      String status = round % 3 == 1 ? "gone" : "open";
      IntStream.range(0, 5).forEach(i -> items.add(new Order("ORDER-" + i, status)));
    }
    items.add(new Order("ORDER-0", "gone"));
    items.add(new Order(null, "gone"));
    List<Bulk.Result<Order>> deleted = new ArrayList<>();
    BulkReport report =
        intercom
            .bulk()
            .deleteIf(order -> "gone".equals(order.status()))
            .onResult(
                result -> {
                  if (result.isDeleted()) {
                    deleted.add(result);
                  }
                })
            .upsertAll(items);
    assertThat(report.isComplete()).isTrue();
    assertThat(report.getStored()).isEqualTo(70);
    assertThat(report.getDeleted()).isEqualTo(36);
    assertThat(report.getAbsent()).isZero();
    assertThat(report.getFailures()).hasToString("{IllegalArgumentException=1}");
    assertThat(deleted)
        .allMatch(result -> "gone".equals(Objects.requireNonNull(result.getItem()).status()));
    assertThat(intercom.stored()).isEqualTo(4);
    BulkReport rows =
        orders
            .<Integer>bulk(i -> "ORDER-" + i, i -> SHIPPED)
            .executor(intercom.executor())
            .deleteIf(i -> i % 2 == 1)
            .upsertAll(List.of(0, 1, 2));
    assertThat(rows.getStored()).isEqualTo(2);
    assertThat(rows.getDeleted()).isEqualTo(1);
  }
}
