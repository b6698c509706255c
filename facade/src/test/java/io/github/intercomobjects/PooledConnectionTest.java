package io.github.intercomobjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.IntercomException.Outcome;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Calls whose connection, kept from an earlier call, is dropped by the server. HTTP clients retry
 * automatically in this case.
 */
final class PooledConnectionTest {
  private static final Attributes SHIPPED = Attributes.builder().set("status", "shipped").build();

  private final FakeIntercom intercom = new FakeIntercom();
  private final Relay relay = new Relay(intercom.baseUrl());
  private final CustomObjects<Attributes> orders =
      intercom
          .builder()
          .baseUrl(relay.baseUrl())
          .build()
          .customObjects(ObjectType.untyped("Order"));

  @AfterEach
  void close() {
    relay.close();
    intercom.close();
  }

  /** Executes a call that succeeds, so that its connection is in the pool. */
  private void leaveAConnection() {
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    orders.findById("22");
    assertThat(intercom.request().getExchangeIndex()).isZero();
  }

  private void dropsAfterReading() {
    intercom.enqueue(
        FakeIntercom.json(200, FakeIntercom.ORDER_22)
            .onResponseStart(new SocketEffect.CloseSocket()));
  }

  private static void assertUnknownAfterOneAttempt(Throwable thrown) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e -> {
              assertThat(e.getOutcome()).isEqualTo(Outcome.UNKNOWN);
              assertThat(e.getAttempts()).isEqualTo(1);
            })
        .hasMessageStartingWith("no response after 1 attempt (POST ")
        .hasMessageEndingWith("; it is not known whether Intercom applied it");
  }

  @Test
  void createIsSentOnceWhenTheServerDropsTheConnectionAfterReadingIt() {
    leaveAConnection();
    dropsAfterReading();
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThatThrownBy(() -> orders.create(SHIPPED))
        .satisfies(PooledConnectionTest::assertUnknownAfterOneAttempt);
    RecordedRequest create = intercom.request();
    assertThat(create.getMethod()).isEqualTo("POST");
    assertThat(create.getExchangeIndex()).as("on the connection of the first call").isEqualTo(1);
    assertThat(intercom.requestCount()).isEqualTo(2);
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void upsertRecoversWithTheSameRequestWhenTheServerDropsTheConnectionAfterReadingIt() {
    leaveAConnection();
    dropsAfterReading();
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(orders.upsert("ORDER-1", SHIPPED).getId()).isEqualTo("22");
    RecordedRequest first = intercom.request();
    RecordedRequest second = intercom.request();
    assertThat(first.getExchangeIndex()).as("on the connection of the first call").isEqualTo(1);
    assertThat(second.getConnectionIndex()).isNotEqualTo(first.getConnectionIndex());
    assertThat(second.getRequestLine()).isEqualTo(first.getRequestLine());
    assertThat(FakeIntercom.body(second))
        .isEqualTo(FakeIntercom.body(first))
        .isEqualTo("{\"external_id\":\"ORDER-1\",\"custom_attributes\":{\"status\":\"shipped\"}}");
    assertThat(intercom.requestCount()).isEqualTo(3);
  }

  /** The client cannot distinguish the two: it wrote something, and there was no response. */
  @Test
  void createIsSentOnceAndItsOutcomeUnknownAlthoughTheServerReadNothing() {
    leaveAConnection();
    relay.dropNext();
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThatThrownBy(() -> orders.create(SHIPPED))
        .satisfies(PooledConnectionTest::assertUnknownAfterOneAttempt);
    assertThat(relay.drops()).isEqualTo(1);
    assertThat(intercom.requestCount()).isEqualTo(1);
    assertThat(intercom.timing.sleeps()).isEmpty();
  }

  @Test
  void upsertRecoversWhenTheServerDropsTheConnectionUnread() {
    leaveAConnection();
    relay.dropNext();
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(orders.upsert("ORDER-1", SHIPPED).getId()).isEqualTo("22");
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"external_id\":\"ORDER-1\",\"custom_attributes\":{\"status\":\"shipped\"}}");
    assertThat(relay.drops()).isEqualTo(1);
    assertThat(intercom.requestCount()).isEqualTo(2);
    assertThat(intercom.timing.sleeps()).hasSize(1);
  }

  /** OkHttp checks a connection before use only if it was idle for ten seconds. */
  @Test
  void createOnAClosedConnectionIsNotRetriedAndItsOutcomeUnknown() {
    leaveAConnection();
    relay.closeConnections();
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThatThrownBy(() -> orders.create(SHIPPED))
        .satisfies(PooledConnectionTest::assertUnknownAfterOneAttempt);
    assertThat(intercom.requestCount()).isEqualTo(1);
    assertThat(intercom.timing.sleeps()).isEmpty();
    assertThat(orders.create(SHIPPED).getId()).as("once more, by the caller").isEqualTo("22");
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"custom_attributes\":{\"status\":\"shipped\"}}");
  }

  @Test
  void upsertRecoversWhenThePooledConnectionWasClosedBefore() {
    leaveAConnection();
    relay.closeConnections();
    intercom.enqueue(200, FakeIntercom.ORDER_22);
    assertThat(orders.upsert("ORDER-1", SHIPPED).getId()).isEqualTo("22");
    assertThat(FakeIntercom.body(intercom.request()))
        .isEqualTo("{\"external_id\":\"ORDER-1\",\"custom_attributes\":{\"status\":\"shipped\"}}");
    assertThat(intercom.requestCount()).isEqualTo(2);
    assertThat(intercom.timing.sleeps()).hasSize(1);
  }
}
