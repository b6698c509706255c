package io.github.intercomobjects;

import static io.github.intercomobjects.BulkSandbox.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.BulkSandbox.Order;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.RecordedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The objects that a bulk stores and deletes, and its results. */
final class BulkTest {
  private final BulkSandbox intercom = new BulkSandbox();
  private final CustomObjects<Order> orders = intercom.orders();

  @AfterEach
  void close() {
    intercom.close();
  }

  private @Nullable Object status(String externalId) {
    return orders.getByExternalId(externalId).getAttributes().toMap().get("status");
  }

  @Test
  void everyItemOfAStreamIsStored() {
    BulkReport report = intercom.bulk().upsertAll(open(200));
    assertThat(report.isComplete()).isTrue();
    assertThat(report.getStored()).isEqualTo(200);
    assertThat(report.getCalls()).isEqualTo(200);
    assertThat(report.getFailed()).isZero();
    assertThat(report.getRetries()).isZero();
    assertThat(report)
        .hasToString("200 stored, 0 failed, 200 calls, 0 of them retries, in " + seconds(report));
    assertThat(intercom.stored()).isEqualTo(200);
  }

  private static String seconds(BulkReport report) {
    return String.format(Locale.ROOT, "%.1f s", report.getElapsed().toNanos() / 1e9);
  }

  @Test
  void collectionsAndIteratorsAreStoredToo() {
    assertThat(intercom.bulk().upsertAll(open(3).toList()).getStored()).isEqualTo(3);
    assertThat(intercom.bulk().upsertAll(open(4).iterator()).getStored()).isEqualTo(4);
    assertThat(intercom.stored()).isEqualTo(4);
  }

  @Test
  void anEmptySourceEndsAtOnce() {
    List<Object> reported = new ArrayList<>();
    BulkReport report =
        intercom.bulk().onResult(reported::add).onCheckpoint(reported::add).upsertAll(List.of());
    assertThat(report.isComplete()).isTrue();
    assertThat(report.toString()).startsWith("0 stored, 0 failed, 0 calls");
    assertThat(reported).isEmpty();
  }

  @Test
  void someAttributesOfItemsOfAnyTypeAreStored() {
    orders.upsert(new Order("ORDER-1", "open"));
    BulkReport report =
        orders
            .<Integer>bulk(
                i -> "ORDER-" + i, i -> Attributes.builder().set("status", "shipped").build())
            .executor(intercom.executor())
            .upsertAll(List.of(1, 2));
    assertThat(report.getStored()).isEqualTo(2);
    assertThat(status("ORDER-1")).isEqualTo("shipped");
    assertThat(status("ORDER-2")).isEqualTo("shipped");
  }

  @Test
  void aResultHasTheItemAndItsDroppedValues() {
    List<Bulk.Result<Order>> results = new ArrayList<>();
    Order order = new Order("ORDER-1", "lost");
    BulkReport report = intercom.bulk().onResult(results::add).upsertAll(Stream.of(order));
    assertThat(results)
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.getIndex()).isZero();
              assertThat(result.getItem()).isSameAs(order);
              assertThat(result.getExternalId()).isEqualTo("ORDER-1");
              assertThat(result.getId()).isEqualTo(orders.getByExternalId("ORDER-1").getId());
              assertThat(result.isSuccess()).isTrue();
              assertThat(result.getDropped()).hasToString("[status]");
              assertThat(result.getFailure()).isNull();
            });
    assertThat(report.getPartlyStored()).isEqualTo(1);
    assertThat(report.getDropped()).containsExactly(Map.entry("status", 1L));
    assertThat(report.toString()).startsWith("1 stored (1 without {status=1}), 0 failed");
  }

  @Test
  void deletionsCountAbsentObjects() {
    intercom.bulk().upsertAll(open(5));
    List<Bulk.Result<Order>> results = new ArrayList<>();
    BulkReport report =
        intercom
            .bulk()
            .maxInFlight(1)
            .onResult(results::add)
            .deleteAll(Stream.of("ORDER-0", "NONE", "ORDER-4"));
    assertThat(report.getDeleted()).isEqualTo(2);
    assertThat(report.getAbsent()).isEqualTo(1);
    assertThat(report.getStored()).isZero();
    assertThat(results).extracting(Bulk.Result::isDeleted).containsExactly(true, false, true);
    assertThat(results).extracting(Bulk.Result::getItem).containsOnlyNulls();
    assertThat(results)
        .extracting(Bulk.Result::getExternalId)
        .containsExactly("ORDER-0", "NONE", "ORDER-4");
    assertThat(intercom.stored()).isEqualTo(3);
  }

  @Test
  void itemsThatCannotBeSentFailAndTheRunContinues() {
    List<String> failures = new ArrayList<>();
    BulkReport report =
        intercom
            .bulk()
            .onResult(
                result -> {
                  RuntimeException failure = result.getFailure();
                  if (failure != null) {
                    failures.add(result.getIndex() + " " + failure.getMessage());
                  }
                })
            .upsertAll(
                Arrays.asList(
                    new Order("ORDER-1", "open"),
                    null,
                    new Order(null, "open"),
                    new Order("reference_not_found", "open"),
                    new Order("ORDER-2", "open")));
    assertThat(report.isComplete()).isTrue();
    assertThat(report.getStored()).isEqualTo(2);
    assertThat(report.getFailures()).containsExactly(Map.entry("IllegalArgumentException", 3L));
    assertThat(report.getCalls()).isEqualTo(2);
    assertThat(failures).hasSize(3);
    assertThat(failures.get(0)).isEqualTo("1 item 1 of the source is null");
    assertThat(failures.get(1)).startsWith("2 upsert needs an external id");
    assertThat(failures.get(2)).startsWith("3 external id must not be \"reference_not_found\"");
  }

  @Test
  void rejectedItemsAreCountedByReason() {
    intercom.faults().on("POST", BulkSandbox.UPSERT).every(4).fail(Fault.status(422));
    BulkReport report = intercom.bulk().upsertAll(open(20));
    assertThat(report.isComplete()).isTrue();
    assertThat(report.getStored()).isEqualTo(15);
    assertThat(report.getFailed()).isEqualTo(5);
    assertThat(report.getFailures().values()).containsExactly(5L);
    assertThat(report.getFailures().keySet().iterator().next()).startsWith("422 ");
  }

  @Test
  void aLostResponseIsRetriedWithoutDuplicates() {
    intercom.faults().on("POST", BulkSandbox.UPSERT).every(10).times(5).fail(Fault.lostAnswer());
    BulkReport report = intercom.bulk().upsertAll(open(100));
    assertThat(report.getStored()).isEqualTo(100);
    assertThat(report.getRetries()).isEqualTo(5);
    assertThat(report.getCalls()).isEqualTo(105);
    assertThat(report.getWaits()).containsOnlyKeys(CallListener.Wait.Reason.NO_ANSWER);
    assertThat(intercom.stored()).isEqualTo(100);
  }

  @Test
  void itemsWithTheSameExternalIdKeepTheirOrder() {
    List<Long> indexes = new ArrayList<>();
    List<Order> items = new ArrayList<>();
    for (int round = 0; round < 50; round++) {
      for (int i = 0; i < 5; i++) {
        items.add(new Order("ORDER-" + i, round % 2 == 0 ? "open" : "shipped"));
      }
    }
    BulkReport report =
        intercom
            .bulk()
            .onResult(
                result -> {
                  if ("ORDER-3".equals(result.getExternalId())) {
                    indexes.add(result.getIndex());
                  }
                })
            .upsertAll(items);
    assertThat(report.getStored()).isEqualTo(250);
    assertThat(intercom.calls()).extracting(RecordedCall::getStatus).containsOnly(200);
    assertThat(indexes).hasSize(50).isSorted();
    assertThat(status("ORDER-3")).isEqualTo("shipped");
  }

  @Test
  void aSourceThatRepeatsOneExternalIdIsReadAheadByAtMostAThousand() {
    AtomicInteger read = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger ahead = new AtomicInteger();
    BulkReport report =
        intercom
            .bulk()
            .onResult(
                result -> {
                  int now = read.get() - done.incrementAndGet();
                  ahead.accumulateAndGet(now, Math::max);
                })
            .upsertAll(
                IntStream.range(0, 2500)
                    .peek(i -> read.incrementAndGet())
                    .mapToObj(i -> new Order("ORDER-1", "open")));
    assertThat(report.getStored()).isEqualTo(2500);
    assertThat(ahead.get()).isBetween(500, 1002);
  }

  @Test
  void nothingIsReadBeforeItsCallCanStart() {
    AtomicInteger read = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger ahead = new AtomicInteger();
    intercom
        .bulk()
        .maxInFlight(4)
        .onResult(result -> ahead.accumulateAndGet(read.get() - done.getAndIncrement(), Math::max))
        .upsertAll(open(200).peek(order -> read.incrementAndGet()));
    assertThat(ahead.get()).isBetween(1, 5);
  }

  @Test
  void stopOnEndsTheRun() {
    intercom.faults().on("POST", BulkSandbox.UPSERT).after(10).fail(Fault.status(403));
    List<Bulk.Result<Order>> results = new ArrayList<>();
    Iterator<Order> source = open(1000).iterator();
    BulkReport report =
        intercom
            .bulk()
            .onResult(results::add)
            .stopOn(result -> result.getFailure() instanceof PermissionException)
            .upsertAll(source);
    assertThat(report.isComplete()).isFalse();
    assertThat(report.toString()).endsWith("; not complete");
    assertThat(report.getStored()).isEqualTo(10);
    assertThat(report.getFailed()).isBetween(1L, 40L);
    assertThat(results).hasSize((int) (report.getStored() + report.getFailed()));
    assertThat(source.hasNext()).isTrue();
  }

  @Test
  void stopWhenEndsTheRun() {
    AtomicInteger results = new AtomicInteger();
    BulkReport report =
        intercom
            .bulk()
            .maxInFlight(2)
            .onResult(result -> results.incrementAndGet())
            .stopWhen(() -> results.get() >= 20)
            .upsertAll(open(1000));
    assertThat(report.isComplete()).isFalse();
    assertThat(report.getStored()).isBetween(20L, 22L);
    assertThat(intercom.stored()).isEqualTo((int) report.getStored());
  }

  @Test
  void invalidArgumentsAreRejected() {
    assertThatThrownBy(() -> intercom.bulk().maxInFlight(0))
        .hasMessage("maxInFlight must be 1 or more, was 0");
    assertThatThrownBy(() -> intercom.bulk().total(-1))
        .hasMessage("total must not be negative, was -1");
    assertThatThrownBy(() -> intercom.bulk().progressInterval(Duration.ofSeconds(-1)))
        .hasMessage("progressInterval must not be negative, was -1 s");
  }
}
