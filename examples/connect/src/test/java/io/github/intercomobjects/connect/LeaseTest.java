package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The session timeout is 45 s, so the lease ends after 30 s. */
final class LeaseTest {
  private static final Duration FREEZE = Duration.ofSeconds(75);

  @Test
  void recordsThatWereReadBeforeAFreezeAreNotSent() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      List<SinkRecord> read = worker.read();
      worker.ticks.advance(FREEZE);
      worker.deliver(read);

      assertThat(shop.calls()).isEmpty();
      assertThat(worker.rewound).containsEntry(FakeWorker.orders(0), 0L);
      assertThat(worker.committed(0)).isEqualTo(0);
      assertThat(worker.metric("refused-by-lease-total")).isEqualTo(1);
    }
  }

  @Test
  void whatWaitsWhenTheProcessFreezesIsRefusedAtItsNextAttempt() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      // Before the first response, one call is in flight: this one, while the others wait.
      var slow = shop.sandbox.faults().onNext(Fault.delay(Duration.ofMillis(300)));
      worker.write("ORDER-0", Map.of("status", "pending"));
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.write("ORDER-1", Map.of("status", "shipped"));
      worker.poll();
      Threads.await(() -> slow.getStruck() == 1);
      worker.ticks.advance(FREEZE);
      Threads.await(() -> worker.metric("refused-by-lease-total") == 2);

      assertThat(shop.has("ORDER-1")).isFalse();
      assertThat(worker.committed(0)).isEqualTo(1);

      worker.poll();
      assertThat(worker.rewound).containsEntry(FakeWorker.orders(0), 1L);
      assertThat(worker.metric("refused-by-lease-total")).isEqualTo(2);
    }
  }

  @Test
  void anAttemptAfterAFailureIsRefusedToo() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      var failures = shop.sandbox.faults().onAny().fail(Fault.status(503));
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.poll();
      Threads.await(() -> failures.getStruck() == 1);
      worker.ticks.advance(FREEZE);
      Threads.await(() -> worker.metric("refused-by-lease-total") == 1);

      assertThat(failures.getStruck()).isEqualTo(1);
    }
  }

  @Test
  void aTaskThatKeptItsPartitionsAfterAGapReadsThemAgain() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.write("ORDER-2", Map.of("status", "pending"));
      List<SinkRecord> read = worker.read();
      worker.ticks.advance(FREEZE);
      worker.deliver(read);
      // Nothing is read before the consumer must know whether it has lost its partitions.
      assertThat(worker.rewound).containsEntry(FakeWorker.orders(0), 0L);
      assertThat(worker.paused).containsExactly(FakeWorker.orders(0));
      worker.ticks.advance(Duration.ofSeconds(14));
      worker.poll();
      worker.poll();
      assertThat(worker.paused).containsExactly(FakeWorker.orders(0));
      assertThat(worker.committed(0)).isEqualTo(0);
      assertThat(worker.metric("refused-by-lease-total")).isEqualTo(2);

      worker.ticks.advance(Duration.ofSeconds(1));
      worker.pollUntilSettled();

      assertThat(worker.paused).isEmpty();
      assertThat(shop.workspace.getInstances("Order")).hasSize(2);
      assertThat(worker.metric("refused-by-lease-total")).isEqualTo(2);
    }
  }

  @Test
  void recordsThatWereReadBeforeThePauseAreReadAgainToo() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      List<SinkRecord> read = worker.read();
      worker.ticks.advance(FREEZE);
      worker.deliver(List.of());
      worker.deliver(read);
      assertThat(worker.rewound).containsEntry(FakeWorker.orders(0), 0L);
      assertThat(shop.calls()).isEmpty();
      worker.ticks.advance(Duration.ofSeconds(15));
      worker.pollUntilSettled();
      assertThat(shop.has("ORDER-1")).isTrue();
    }
  }

  @Test
  void anAssignmentAfterAFreezeIsNoProofThatItStillHolds() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write(1, "ORDER-1", Map.of("status", "pending"));
      // The group assigned the partition, and the process froze before the task learned of it.
      worker.ticks.advance(FREEZE);
      worker.assign(1);
      worker.poll();
      assertThat(worker.paused).contains(FakeWorker.orders(1));
      assertThat(worker.metric("buffered-records")).isZero();
      worker.ticks.advance(Duration.ofSeconds(15));
      worker.pollUntilSettled();
      assertThat(shop.has("ORDER-1")).isTrue();
    }
  }

  @Test
  void anAssignmentEndsTheWaitForNewsOfTheGroup() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-0", Map.of("status", "pending"));
      List<SinkRecord> read = worker.read();
      worker.ticks.advance(FREEZE);
      worker.deliver(read);
      worker.lose(0);
      worker.assign(0, 1);
      worker.poll();
      worker.pollUntilSettled();
      assertThat(shop.has("ORDER-0")).isTrue();
    }
  }

  @Test
  void aGapWhileNothingWaitsRewindsNothing() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.pollUntilSettled();
      worker.ticks.advance(FREEZE);
      worker.poll();

      assertThat(worker.rewound).isEmpty();
      assertThat(worker.committed(0)).isEqualTo(1);
      assertThat(shop.stores()).hasSize(1);
    }
  }

  @Test
  void aMachineThatSleptIsAFreezeToo() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      List<SinkRecord> read = worker.read();
      worker.ticks.suspend(FREEZE);
      worker.deliver(read);

      assertThat(worker.rewound).containsEntry(FakeWorker.orders(0), 0L);
    }
  }

  @Test
  void theSessionTimeoutOfTheConsumerCounts() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("consumer.override.session.timeout.ms", "9000")) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      List<SinkRecord> read = worker.read();
      worker.ticks.advance(Duration.ofSeconds(6));
      worker.deliver(read);

      assertThat(worker.rewound).containsEntry(FakeWorker.orders(0), 0L);
    }
  }

  @Test
  void aPartitionThatWasTakenAwayIsNotSentAndNotCommitted() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      var failures = shop.sandbox.faults().onAny().times(1).fail(Fault.status(503));
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.poll();
      Threads.await(() -> failures.getStruck() == 1);
      // The call waits to be sent again.
      worker.lose(0);
      Threads.await(() -> worker.metric("refused-by-lease-total") == 1);

      worker.assign(1);
      worker.poll();
      assertThat(shop.stores()).containsExactly(503);
      worker.commit();
      assertThat(worker.committed).doesNotContainKey(FakeWorker.orders(0));
    }
  }

  @Test
  void aGoodChangeIsStoredThoughTheBadOneOfItsCallWasTakenAway() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker().assign(1)) {
      var slow = shop.sandbox.faults().onAny().fail(Fault.delay(Duration.ofMillis(200)));
      worker.write(0, "ORDER-0", Map.of("status", "pending"));
      worker.poll();
      Threads.await(() -> slow.getStruck() == 1);
      worker.write(0, "ORDER-1", Map.of("item_count", "bad"));
      worker.write(1, "ORDER-1", Map.of("note", "gift wrap"));
      worker.poll();
      Threads.await(() -> slow.getStruck() == 2);
      worker.lose(0);
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).isEmpty();
      assertThat(shop.attribute("ORDER-1", "note")).isEqualTo("gift wrap");
    }
  }

  @Test
  void aPartitionThatStaysIsNotReadAgainWhenAnotherIsTakenAway() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker().assign(1)) {
      var slow = shop.sandbox.faults().onNext(Fault.delay(Duration.ofMillis(200)));
      worker.write(0, "ORDER-0", Map.of("status", "pending"));
      worker.write(1, "ORDER-1", Map.of("status", "pending"));
      worker.poll();
      Threads.await(() -> slow.getStruck() == 1);
      // The first call is in flight, and the change of the other partition waits for it.
      worker.lose(0);
      assertThat(worker.rewound).isEmpty();
      worker.pollUntilSettled();

      assertThat(shop.stores()).containsExactly(200, 200);
      assertThat(worker.metric("refused-by-lease-total")).isZero();
    }
  }

  @Test
  void aPartitionThatComesBackIsReadFromItsCommittedOffset() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-0", Map.of("status", "pending"));
      worker.pollUntilSettled();
      shop.sandbox.faults().onNext(Fault.delay(Duration.ofMillis(200)));
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.write("ORDER-1", Map.of("status", "shipped"));
      worker.poll();
      worker.revoke(0);
      assertThat(worker.committed).containsEntry(FakeWorker.orders(0), 1L);
      worker.assign(0);
      worker.pollUntilSettled();

      assertThat(shop.attribute("ORDER-1", "status")).isEqualTo("shipped");
    }
  }

  @Test
  void partitionsThatWerePausedAreResumedWhenTheyAreAssignedAgain() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("buffer.records", "2")) {
      shop.sandbox
          .faults()
          .on("POST", "/custom_object_instances/Order")
          .times(1)
          .fail(Fault.delay(Duration.ofMillis(300)));
      for (int i = 0; i < 6; i++) {
        worker.write("ORDER-" + i, Map.of("item_count", i));
      }
      worker.mostPerPoll = 3;
      worker.poll();
      assertThat(worker.paused).isNotEmpty();
      // Kafka's worker keeps partitions paused over a rebalance.
      worker.revoke(0);
      worker.paused.add(FakeWorker.orders(0));
      worker.assign(0);
      assertThat(worker.paused).isEmpty();
      worker.pollUntilSettled();

      assertThat(shop.workspace.getInstances("Order")).hasSize(6);
    }
  }

  @Test
  void aFreezeBetweenTheCheckOfTheLeaseAndItsRenewalIsNoticed() {
    FakeTicks ticks = new FakeTicks();
    AtomicBoolean freezes = new AtomicBoolean();
    Ticks freezing =
        new Ticks() {
          @Override
          public long nanoTime() {
            return ticks.nanoTime();
          }

          @Override
          public long currentTimeMillis() {
            long millis = ticks.currentTimeMillis();
            if (freezes.getAndSet(false)) {
              ticks.advance(FREEZE);
            }
            return millis;
          }

          @Override
          public double random() {
            return 0;
          }
        };
    Lease lease = new Lease(Duration.ofSeconds(45), freezing);
    freezes.set(true);

    assertThat(lease.renewIfValid()).isTrue();
    assertThat(lease.isValid()).isFalse();
    assertThat(lease.renewIfValid()).isFalse();
  }

  @Test
  void aChangeThatOnlyTheLeaseRefusedIsSentOnceItIsRenewed() {
    try (Shop shop = new Shop()) {
      SinkConfig config = new SinkConfig(shop.settings());
      FakeTicks ticks = new FakeTicks();
      SinkMetrics metrics = new SinkMetrics(ticks);
      Clients.Use client = Clients.open(config, metrics);
      Lease lease = new Lease(config.sessionTimeout(), ticks);
      Delivery delivery =
          new Delivery(client.intercom(), lease, ticks, metrics, new Notices(ticks));
      try {
        ticks.advance(FREEZE);
        delivery.add(List.of(change(config, new Assignment(FakeWorker.orders(0)))));
        Threads.await(() -> count(metrics, "refused-by-lease-total") == 1);
        assertThat(delivery.lanes()).isEqualTo(1);
        lease.renew();
        Threads.await(
            () -> {
              delivery.retry();
              return delivery.settled().size() == 1;
            });
        assertThat(shop.has("ORDER-1")).isTrue();
      } finally {
        delivery.close(config.flushTimeout());
        client.close();
      }
    }
  }

  @Test
  void changesOfPartitionsThatWereTakenAwayAreForgotten() {
    try (Shop shop = new Shop()) {
      SinkConfig config = new SinkConfig(shop.settings());
      FakeTicks ticks = new FakeTicks();
      SinkMetrics metrics = new SinkMetrics(ticks);
      Clients.Use client = Clients.open(config, metrics);
      Lease lease = new Lease(config.sessionTimeout(), ticks);
      Delivery delivery =
          new Delivery(client.intercom(), lease, ticks, metrics, new Notices(ticks));
      try {
        ticks.advance(FREEZE);
        Assignment assignment = new Assignment(FakeWorker.orders(0));
        delivery.add(List.of(change(config, assignment)));
        Threads.await(() -> count(metrics, "refused-by-lease-total") == 1);
        delivery.purge();
        assertThat(delivery.lanes()).isEqualTo(1);
        assignment.invalidate();
        delivery.purge();
        assertThat(delivery.lanes()).isZero();
      } finally {
        delivery.close(config.flushTimeout());
        client.close();
      }
    }
  }

  private static Change change(SinkConfig config, Assignment assignment) {
    SinkRecord record =
        new SinkRecord("orders", 0, null, "ORDER-1", null, Map.of("status", "pending"), 0);
    RecordMapper mapper = new RecordMapper(Objects.requireNonNull(config.objects().get("orders")));
    return Objects.requireNonNull(mapper.map(record, assignment.take(0, null)));
  }

  private static long count(SinkMetrics metrics, String name) {
    return Objects.requireNonNull(metrics.all(new WindowUse()).get(name)).value().get().longValue();
  }

  @Test
  void aShortSessionHasAQuarantineOfFiveSeconds() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("consumer.override.session.timeout.ms", "9000")) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      List<SinkRecord> read = worker.read();
      worker.ticks.advance(FREEZE);
      worker.deliver(read);
      worker.ticks.advance(Duration.ofSeconds(4));
      worker.poll();
      assertThat(worker.paused).isNotEmpty();
      worker.ticks.advance(Duration.ofSeconds(1));
      worker.pollUntilSettled();
      assertThat(shop.has("ORDER-1")).isTrue();
    }
  }
}
