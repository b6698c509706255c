package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Workspace;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

final class DeliveryTest {
  @Test
  void recordsBecomeObjects() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending", "total_amount", 12.5, "gift", true));
      worker.write("ORDER-2", Map.of("status", "shipped"));

      worker.pollUntilSettled();

      assertThat(shop.order("ORDER-1").getAttributes())
          .containsEntry("status", "pending")
          .containsEntry("gift", true);
      assertThat(shop.attribute("ORDER-2", "status")).isEqualTo("shipped");
      assertThat(worker.committed(0)).isEqualTo(2);
    }
  }

  @Test
  void recordsOfOneKeyThatWaitAreMerged() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      shop.sandbox.faults().onNext(Fault.delay(Duration.ofMillis(300)));
      worker.write("ORDER-0", Map.of());
      for (int i = 1; i <= 50; i++) {
        worker.write("ORDER-1", Map.of("item_count", i));
      }
      worker.write("ORDER-1", Map.of("status", "shipped"));

      worker.pollUntilSettled();

      assertThat(shop.attribute("ORDER-1", "item_count")).isEqualTo(50L);
      assertThat(shop.attribute("ORDER-1", "status")).isEqualTo("shipped");
      assertThat(shop.stores()).hasSize(2);
      assertThat(worker.metric("sent-total")).isEqualTo(2);
      assertThat(worker.metric("merged-total")).isEqualTo(50);
    }
  }

  @Test
  void whatADeletionReplacesIsMergedAndTheDeletionIsNot() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("objects.orders.null.values", "delete")) {
      shop.sandbox.faults().onNext(Fault.delay(Duration.ofMillis(300)));
      worker.write("ORDER-0", Map.of());
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.write("ORDER-1", Map.of("status", "shipped"));
      worker.write("ORDER-1", null);
      worker.write("ORDER-2", null);

      worker.pollUntilSettled();

      assertThat(worker.metric("merged-total")).isEqualTo(2);
    }
  }

  @Test
  void tombstonesDeleteIfTheSettingsSaySo() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("objects.orders.null.values", "delete")) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.pollUntilSettled();
      worker.write("ORDER-1", null);
      worker.write("ORDER-2", Map.of("status", "pending", "__deleted", "true"));
      worker.pollUntilSettled();

      assertThat(shop.has("ORDER-1")).isFalse();
      assertThat(shop.has("ORDER-2")).isFalse();
    }
  }

  @Test
  void tombstonesAreIgnoredOtherwise() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.pollUntilSettled();
      worker.write("ORDER-1", null);
      worker.pollUntilSettled();

      assertThat(shop.has("ORDER-1")).isTrue();
      assertThat(worker.deadLetters).isEmpty();
    }
  }

  @Test
  void recordsAfterADeletionCreateTheObjectAnew() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("objects.orders.null.values", "delete")) {
      worker.write("ORDER-1", Map.of("status", "pending", "note", "old"));
      worker.write("ORDER-1", null);
      worker.write("ORDER-1", Map.of("status", "shipped"));
      worker.pollUntilSettled();

      assertThat(shop.attribute("ORDER-1", "status")).isEqualTo("shipped");
      assertThat(shop.attribute("ORDER-1", "note")).isNull();
    }
  }

  @Test
  void failuresOfIntercomAreRetriedWithoutEndAndInOrder() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      // More than the library's own attempts, several times.
      shop.sandbox
          .faults()
          .on("POST", "/custom_object_instances/Order")
          .times(7)
          .fail(Fault.status(503));
      worker.write("ORDER-1", Map.of("status", "pending", "item_count", 1));
      worker.poll();
      worker.write("ORDER-1", Map.of("status", "shipped"));
      worker.pollSecondsUntil(() -> worker.committed(0) == 2);

      assertThat(shop.attribute("ORDER-1", "status")).isEqualTo("shipped");
      assertThat(shop.attribute("ORDER-1", "item_count")).isEqualTo(1L);
      assertThat(shop.stores()).filteredOn(status -> status == 200).hasSize(1);
      assertThat(worker.deadLetters).isEmpty();
      assertThat(worker.metric("retried-total")).isGreaterThanOrEqualTo(7);
    }
  }

  @Test
  void aRecordThatIsSentAgainDoesNotOverwriteTheOneAfterIt() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      // Both attempts of the first record fail, while the second one waits behind it.
      var failures =
          shop.sandbox
              .faults()
              .on("POST", "/custom_object_instances/Order")
              .times(2)
              .fail(Fault.status(503));
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.poll();
      Threads.await(() -> failures.getStruck() >= 1);
      worker.write("ORDER-1", Map.of("status", "shipped"));
      worker.poll();
      Threads.await(() -> failures.getStruck() == 2);
      worker.pollSecondsUntil(() -> worker.committed(0) == 2);

      assertThat(shop.attribute("ORDER-1", "status")).isEqualTo("shipped");
    }
  }

  @Test
  void anOutageIsNoticedByOneCallAtATimeAndCostsOneCallForEachKey() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      // After the first responses, several calls are in flight.
      for (int i = 0; i < 8; i++) {
        worker.write("ORDER-" + i, Map.of("item_count", 0));
      }
      worker.pollUntilSettled();
      int stored = shop.stores().size();
      var outage =
          shop.sandbox
              .faults()
              .on("POST", "/custom_object_instances/Order")
              .fail(Fault.status(503));
      for (int i = 0; i < 8; i++) {
        worker.write("ORDER-" + i, Map.of("item_count", 1));
      }
      // A second attempt of each call, and a failure of each.
      worker.pollUntil(() -> worker.metric("retried-total") == 16);
      int before = outage.getStruck();
      for (int i = 0; i < 8; i++) {
        worker.write("ORDER-" + i, Map.of("item_count", 2));
      }
      for (int i = 0; i < 5; i++) {
        int calls = outage.getStruck();
        worker.ticks.advance(Duration.ofSeconds(6));
        worker.pollUntil(() -> outage.getStruck() == calls + 2);
      }
      assertThat(outage.getStruck()).isEqualTo(before + 10);

      shop.sandbox.faults().clear();
      worker.pollSecondsUntil(() -> worker.committed(0) == 24);

      // One more if a thread of the writer looks for work between the two changes of an object.
      assertThat(shop.stores())
          .filteredOn(status -> status == 200)
          .hasSizeBetween(stored + 8, stored + 9);
      assertThat(shop.workspace.getInstances("Order"))
          .allSatisfy(order -> assertThat(order.getAttributes()).containsEntry("item_count", 2L));
      assertThat(worker.deadLetters).isEmpty();
    }
  }

  @Test
  void aContactThatIsRememberedAsMissingSaysNothingOfTheEndOfAnOutage() {
    try (Shop shop = new Shop();
        FakeWorker worker =
            shop.worker(
                "objects.orders.contact",
                "buyer",
                "objects.orders.contact.attribute",
                "customer")) {
      worker.write("ORDER-0", Map.of("buyer", "nobody"));
      worker.pollUntil(() -> worker.deadLetters.size() == 1);
      var outage = shop.sandbox.faults().on("*", "/**").fail(Fault.status(503));
      for (int i = 1; i <= 8; i++) {
        worker.write("ORDER-" + i, Map.of("item_count", i));
      }
      worker.pollUntil(() -> outage.getStruck() >= 16);
      Threads.awaitQuiet(outage::getStruck);
      int before = outage.getStruck();
      // The others are not due yet.
      worker.write("ORDER-9", Map.of("buyer", "nobody"));
      worker.pollUntil(() -> worker.deadLetters.size() == 2);
      worker.ticks.advance(Duration.ofSeconds(20));
      worker.poll();
      Threads.awaitQuiet(outage::getStruck);

      assertThat(outage.getStruck()).isLessThanOrEqualTo(before + 2);
    }
  }

  @Test
  void whatTheWriterHasWhenAnOutageBeginsIsMergedWithWhatComesLater() {
    try (Shop shop = new Shop();
        FakeWorker worker =
            shop.worker(
                "objects.orders.contact",
                "buyer",
                "objects.orders.contact.attribute",
                "customer")) {
      var outage = shop.sandbox.faults().on("*", "/**").fail(Fault.status(503));
      for (int i = 0; i < 200; i++) {
        worker.write("ORDER-" + i, Map.of("item_count", 1, "buyer", "customer-1"));
      }
      // Eight changes with two attempts each, one after another.
      worker.pollUntil(() -> outage.getStruck() >= 16);
      for (int i = 0; i < 200; i++) {
        worker.write("ORDER-" + i, Map.of("item_count", 2, "buyer", "customer-1"));
      }
      worker.poll();
      shop.sandbox.faults().clear();
      worker.pollSecondsUntil(() -> worker.committed(0) == 400);

      assertThat(shop.stores())
          .filteredOn(status -> status == 200)
          // Those that were in flight when the outage ended may have had the first version.
          .hasSizeBetween(200, 205);
      assertThat(shop.workspace.getInstances("Order"))
          .allSatisfy(order -> assertThat(order.getAttributes()).containsEntry("item_count", 2L));
    }
  }

  @Test
  void anUnknownOutcomeIsSentAgain() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      shop.sandbox
          .faults()
          .on("POST", "/custom_object_instances/Order")
          .times(3)
          .fail(Fault.lostAnswer());
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.pollSecondsUntil(() -> worker.committed(0) == 1);

      assertThat(shop.workspace.getInstances("Order")).hasSize(1);
    }
  }

  @Test
  void putNeverWaitsAndPausesAFullBuffer() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("buffer.records", "10")) {
      shop.sandbox
          .faults()
          .on("POST", "/custom_object_instances/Order")
          .times(1)
          .fail(Fault.delay(Duration.ofMillis(500)));
      worker.mostPerPoll = 4;
      for (int i = 0; i < 30; i++) {
        worker.write("ORDER-" + i, Map.of("item_count", i));
      }
      for (int i = 0; i < 5; i++) {
        worker.poll();
      }
      assertThat(worker.paused).containsExactly(FakeWorker.orders(0));
      assertThat(worker.metric("buffered-records")).isEqualTo(12);

      worker.pollUntilSettled();

      assertThat(worker.paused).isEmpty();
      assertThat(shop.workspace.getInstances("Order")).hasSize(30);
    }
  }

  @Test
  void aFailedTokenFailsTheTaskAndCommitsNothing() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("intercom.access.token", "wrong-token")) {
      worker.write("ORDER-1", Map.of("status", "pending"));

      assertThatThrownBy(() -> worker.pollUntil(() -> false))
          .isExactlyInstanceOf(ConnectException.class)
          .hasMessageContaining("401")
          .hasMessageContaining("its records remain in Kafka")
          .hasMessageNotContaining("wrong-token");
      assertThat(worker.committed(0)).isEqualTo(0);
      assertThat(worker.deadLetters).isEmpty();
    }
  }

  @Test
  void anUnknownTypeFailsTheTask() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("objects.orders.type", "order")) {
      worker.write("ORDER-1", Map.of("status", "pending"));

      assertThatThrownBy(() -> worker.pollUntil(() -> false))
          .hasMessage(
              "there is no custom object type \"order\"; use its identifier, which Intercom shows"
                  + " under Settings > Data > Custom objects. It is case-sensitive, and may differ"
                  + " from the label");
      assertThat(worker.committed(0)).isEqualTo(0);
    }
  }

  @Test
  void aFullTypeFailsTheTask() {
    try (Shop shop = new Shop(Workspace.builder().maxInstancesPerType(1));
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.pollUntilSettled();
      worker.write("ORDER-2", Map.of("status", "pending"));

      assertThatThrownBy(() -> worker.pollUntil(() -> false))
          .hasMessageContaining("the type Order has no room for another object");
      assertThat(worker.committed(0)).isEqualTo(1);
    }
  }

  @Test
  void aStoppedTaskLeavesItsClientClosed() {
    try (Shop shop = new Shop()) {
      int before = Clients.count();
      FakeWorker first = shop.worker();
      FakeWorker second = shop.worker();
      assertThat(Clients.count()).isEqualTo(before + 1);
      first.close();
      second.write("ORDER-1", Map.of());
      second.pollUntilSettled();
      second.close();
      assertThat(Clients.count()).isEqualTo(before);
    }
  }

  @Test
  void anOutageEndsWithARejectionToo() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      // After the first responses, several calls are in flight.
      for (int i = 0; i < 8; i++) {
        worker.write("ORDER-" + i, Map.of("item_count", 0));
      }
      worker.pollUntilSettled();
      shop.sandbox.faults().on("POST", "/custom_object_instances/Order").fail(Fault.status(503));
      for (int i = 0; i < 8; i++) {
        worker.write("ORDER-" + i, Map.of("item_count", "two"));
      }
      // A second attempt of each call, and a failure of each.
      worker.pollUntil(() -> worker.metric("retried-total") == 16);
      shop.sandbox.faults().clear();
      // In an outage, all but one would have to wait longer.
      worker.ticks.advance(Duration.ofSeconds(6));
      worker.pollUntil(() -> worker.deadLetters.size() == 8);
    }
  }
}
