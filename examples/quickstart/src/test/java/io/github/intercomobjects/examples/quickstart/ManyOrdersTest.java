package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.BulkException;
import io.github.intercomobjects.BulkReport;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ManyOrdersTest {
  private final Sandbox sandbox = Sandbox.start();
  private final Intercom intercom =
      Intercom.builder().accessToken(sandbox.getToken()).baseUrl(sandbox.getBaseUrl()).build();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ManyOrders many =
      new ManyOrders(
          intercom.customObjects(ObjectType.of("Order", Order.class)),
          new PrintStream(printed, true, StandardCharsets.UTF_8));

  @AfterEach
  void close() {
    intercom.close();
    sandbox.close();
  }

  private static Stream<Order> orders(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new Order(
                    "ORDER-" + i,
                    Instant.parse("2026-09-01T10:00:00Z"),
                    "pending",
                    BigDecimal.TEN,
                    null));
  }

  private int stored() {
    return sandbox.getWorkspace().getInstances("Order").size();
  }

  @Test
  void ordersAreStoredAndFailuresPrinted() {
    sandbox
        .faults()
        .on("POST", "/custom_object_instances/Order")
        .every(50)
        .times(1)
        .fail(Fault.status(422));
    BulkReport report = many.store(orders(100));
    assertThat(report.getStored()).isEqualTo(99);
    assertThat(stored()).isEqualTo(99);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(" failed: ", "99 stored, 1 failed {422 ");
  }

  @Test
  void queueIsFollowedAndItsPositionCommitted() {
    List<Long> committed = new ArrayList<>();
    BulkReport report =
        many.follow(
            IntStream.range(0, 30).mapToObj(i -> new ManyOrders.Row("ORDER-" + i, "shipped")),
            committed::add);
    assertThat(report.getStored()).isEqualTo(30);
    assertThat(committed).isSorted().last().isEqualTo(30L);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("30 items, 0 failed, ");
  }

  @Test
  void positionOfAQueueDoesNotMovePastRowsThatARejectedTokenDidNotStore() {
    List<Long> committed = new ArrayList<>();
    sandbox.faults().onAny().after(10).fail(Fault.status(401));
    assertThatThrownBy(
            () ->
                many.follow(
                    IntStream.range(0, 30)
                        .mapToObj(i -> new ManyOrders.Row("ORDER-" + i, "shipped")),
                    committed::add))
        .isInstanceOf(BulkException.class)
        .hasCauseInstanceOf(AuthenticationException.class);
    assertThat(committed).noneMatch(position -> position > stored());
  }

  @Test
  void missingOrdersAreDeleted() {
    many.store(orders(5));
    many.update(List.of(new ManyOrders.Row("ORDER-4", "shipped")));
    BulkReport gone = many.replace(List.of("ORDER-3", "ORDER-4", "NONE"), orders(3).toList());
    assertThat(gone.getDeleted()).isEqualTo(2);
    assertThat(gone.getAbsent()).isEqualTo(1);
    assertThat(stored()).isEqualTo(3);
  }

  @Test
  void aLogOfChangesIsAppliedInItsOrder() {
    BulkReport report =
        many.apply(
            List.of(
                new ManyOrders.Row("ORDER-1", "shipped"),
                new ManyOrders.Row("ORDER-2", "shipped"),
                new ManyOrders.Row("ORDER-1", "deleted")));
    assertThat(report.getStored()).isEqualTo(2);
    assertThat(report.getDeleted()).isEqualTo(1);
    assertThat(stored()).isEqualTo(1);
  }

  @Test
  void pushedOrdersAreStored() {
    many.store(orders(4));
    many.push(orders(5).toList().get(4));
    assertThat(stored()).isEqualTo(4);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("stored ").contains("ORDER-4");
  }
}
