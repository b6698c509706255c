package io.github.intercomobjects.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.AuthenticationException;
import io.github.intercomobjects.BulkException;
import io.github.intercomobjects.CustomObjects;
import io.github.intercomobjects.GuardedException;
import io.github.intercomobjects.Intercom;
import io.github.intercomobjects.InvalidRequestException;
import io.github.intercomobjects.ObjectType;
import io.github.intercomobjects.examples.quickstart.ChangeConsumer.Message;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChangeConsumerTest {
  private final Sandbox sandbox = Sandbox.start();
  private final Intercom intercom =
      Intercom.builder().accessToken(sandbox.getToken()).baseUrl(sandbox.getBaseUrl()).build();
  private final CustomObjects<Order> orders =
      intercom.customObjects(ObjectType.of("Order", Order.class));
  private final List<Long> committed = new ArrayList<>(List.of(0L));
  private final Map<Long, RuntimeException> aside = new ConcurrentSkipListMap<>();
  private final AtomicBoolean ownsPartition = new AtomicBoolean(true);
  private final ChangeConsumer consumer =
      new ChangeConsumer(orders, committed::add, aside::put, ownsPartition::get);

  /** Four bursts for each of 20 orders; every third order ends deleted. */
  private final List<Message> messages =
      IntStream.range(0, 400)
          .mapToObj(
              i ->
                  new Message(
                      i,
                      "ORDER-" + i / 5 % 20,
                      i >= 300 && i / 5 % 20 % 3 == 0 ? "" : i % 5 == 4 ? "shipped" : "pending"))
          .toList();

  @AfterEach
  void close() {
    intercom.close();
    sandbox.close();
  }

  private long committedOffset() {
    return committed.get(committed.size() - 1);
  }

  private void assertLastStates() {
    Map<String, String> last = new HashMap<>();
    messages.forEach(message -> last.put(message.orderNumber(), message.status()));
    last.forEach(
        (number, status) ->
            assertThat(
                    orders
                        .findByExternalId(number)
                        .flatMap(
                            found -> Optional.ofNullable(found.getAttributes().getText("status")))
                        .orElse(""))
                .as(number)
                .isEqualTo(status));
  }

  @Test
  void burstsAreMergedAndEverythingIsCommitted() {
    consumer.consume(0, messages.iterator());
    assertThat(committed).isSorted().last().isEqualTo(400L);
    assertThat(sandbox.getCalls()).hasSizeLessThan(400);
    assertLastStates();
  }

  @Test
  void nothingIsLostAfterAFailureAndRedelivery() {
    sandbox.faults().onAny().after(10).times(1).fail(Fault.status(401));
    assertThatThrownBy(() -> consumer.consume(0, messages.iterator()))
        .isInstanceOf(BulkException.class)
        .hasCauseInstanceOf(AuthenticationException.class);
    long reached = committedOffset();
    assertThat(reached).isLessThan(400);
    consumer.consume(reached, messages.listIterator((int) reached));
    assertThat(committed).isSorted().last().isEqualTo(400L);
    assertLastStates();
  }

  private static List<Message> partition(String... orderNumbers) {
    return IntStream.range(0, orderNumbers.length)
        .mapToObj(i -> new Message(i, orderNumbers[i], i % 2 == 0 ? "pending" : ""))
        .toList();
  }

  @Test
  void aMessageThatCannotBeSentIsSetAsideAndNotDeliveredAgain() {
    consumer.consume(
        0,
        partition("ORDER-1", "", "ORDER-2", " ", "ORDER-3", "", "reference_not_found").iterator());
    assertThat(committedOffset()).isEqualTo(7);
    assertThat(aside).containsOnlyKeys(1L, 3L, 5L, 6L);
    assertThat(aside.values())
        .allSatisfy(
            reason ->
                assertThat(reason)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("external id must not be "));
    assertThat(sandbox.getCalls()).hasSize(3);
  }

  @Test
  void aPartitionOfMessagesThatCannotBeSentIsCommittedUnlessItIsLost() {
    ownsPartition.set(false);
    consumer.consume(0, partition("", " ").iterator());
    assertThat(committed).containsExactly(0L);
    ownsPartition.set(true);
    consumer.consume(0, partition("", " ").iterator());
    assertThat(committedOffset()).isEqualTo(2);
    assertThat(sandbox.getCalls()).isEmpty();
  }

  @Test
  void aChangeThatIntercomRejectsIsSetAsideWithItsOffset() {
    sandbox.faults().onAny().times(1).fail(Fault.status(422));
    consumer.consume(0, partition("", "", "ORDER-1", "", "ORDER-2", "ORDER-3").iterator());
    assertThat(committedOffset()).isEqualTo(6);
    assertThat(aside).containsOnlyKeys(0L, 1L, 2L, 3L);
    assertThat(aside.get(2L)).isInstanceOf(InvalidRequestException.class);
    assertThat(orders.findByExternalId("ORDER-2")).isPresent();
  }

  @Test
  void aConsumerThatLosesItsPartitionSendsNothingMoreAndCommitsNothingMore() {
    ownsPartition.set(false);
    assertThatThrownBy(() -> consumer.consume(0, messages.iterator()))
        .isInstanceOf(BulkException.class)
        .hasCauseInstanceOf(GuardedException.class);
    assertThat(sandbox.getCalls()).isEmpty();
    assertThat(committed).containsExactly(0L);
  }
}
