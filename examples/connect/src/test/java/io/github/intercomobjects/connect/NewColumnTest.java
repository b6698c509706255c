package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A table gets a column that the type lacks. */
final class NewColumnTest {
  private static long rejections(Shop shop) {
    return shop.stores().stream().filter(status -> status == 400).count();
  }

  @Test
  void columnsThatTheTypeLacksCostAFewCallsAndNoRecord() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      for (int i = 0; i < 200; i++) {
        worker.write("ORDER-" + i, Map.of("status", "shipped", "colour", "red", "size", "XL"));
      }
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).isEmpty();
      assertThat(shop.workspace.getInstances("Order"))
          .hasSize(200)
          .allSatisfy(order -> assertThat(order.getAttributes()).containsOnlyKeys("status"));
      // One for each, and those that are in flight meanwhile.
      assertThat(rejections(shop)).isBetween(2L, 30L);
      assertThat(worker.metric("dropped-total")).isEqualTo(200);
    }
  }

  @Test
  void oneRecordTriesTheAttributeAgainLater() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending", "colour", "red"));
      worker.pollUntilSettled();
      worker.ticks.advance(Duration.ofMinutes(9));
      // A gap of minutes is a lapse of the lease, after which records are taken a little later.
      worker.poll();
      worker.ticks.advance(Duration.ofSeconds(20));
      worker.write("ORDER-2", Map.of("status", "pending", "colour", "red"));
      worker.pollUntilSettled();
      assertThat(shop.stores()).containsExactly(400, 200, 200);
      worker.ticks.advance(Duration.ofSeconds(29));
      worker.poll();
      worker.ticks.advance(Duration.ofSeconds(29));
      for (int i = 3; i < 50; i++) {
        worker.write("ORDER-" + i, Map.of("status", "pending", "colour", "red"));
      }
      worker.pollUntilSettled();

      assertThat(rejections(shop)).isEqualTo(2);
      assertThat(shop.stores()).hasSize(50 + 1);
    }
  }

  @Test
  void aReferenceThatTheTypeLacksIsReported() {
    try (Shop shop = new Shop();
        FakeWorker worker =
            shop.worker(
                "objects.orders.contact", "buyer", "objects.orders.contact.attribute", "owner")) {
      worker.write("ORDER-1", Map.of("status", "pending", "buyer", "customer-1"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).hasSize(1);
      assertThat(worker.deadLetters.get(0).message()).contains("owner");
    }
  }

  @Test
  void aColumnThatTheTypeLacksIsLeftOutOfMergedRecords() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      var slow = shop.sandbox.faults().onNext(Fault.delay(Duration.ofMillis(200)));
      worker.write("ORDER-0", Map.of("status", "pending"));
      worker.poll();
      Threads.await(() -> slow.getStruck() == 1);
      worker.write("ORDER-1", Map.of("status", "pending", "colour", "red"));
      worker.write("ORDER-1", Map.of("note", "gift wrap"));
      worker.write("ORDER-1", Map.of("status", "shipped", "colour", "blue"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).isEmpty();
      assertThat(shop.attribute("ORDER-1", "status")).isEqualTo("shipped");
      assertThat(shop.attribute("ORDER-1", "note")).isEqualTo("gift wrap");
      assertThat(worker.metric("dropped-total")).isEqualTo(2);
    }
  }

  @Test
  void anAttributeThatIsCreatedIsSentAgain() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending", "colour", "red"));
      worker.pollUntilSettled();
      int port = URI.create(shop.sandbox.getBaseUrl()).getPort();
      shop.sandbox.close();
      Workspace withColour =
          Workspace.builder()
              .objectType(
                  ObjectTypeDefinition.builder("Order").text("status").text("colour").build())
              .build();
      try (Sandbox later = Sandbox.builder().workspace(withColour).port(port).start()) {
        assertThat(later.getToken()).isEqualTo(shop.sandbox.getToken());
        worker.ticks.advance(Duration.ofMinutes(10));
        worker.poll();
        worker.ticks.advance(Duration.ofSeconds(15));
        worker.write("ORDER-2", Map.of("status", "pending", "colour", "red"));
        worker.pollSecondsUntil(() -> worker.committed(0) == 2);
        worker.write("ORDER-3", Map.of("status", "pending", "colour", "red"));
        worker.pollSecondsUntil(() -> worker.committed(0) == 3);

        assertThat(withColour.getInstances("Order"))
            .hasSize(2)
            .allSatisfy(order -> assertThat(order.getAttributes()).containsEntry("colour", "red"));
      }
    }
  }

  @Test
  void aRecordThatADeletionReplacedIsNotStoredInPart() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("objects.orders.null.values", "delete")) {
      worker.write("ORDER-0", Map.of("status", "pending", "colour", "red"));
      worker.pollUntilSettled();
      var slow = shop.sandbox.faults().onNext(Fault.delay(Duration.ofMillis(200)));
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.poll();
      Threads.await(() -> slow.getStruck() == 1);
      worker.write("ORDER-1", Map.of("status", "shipped", "colour", "red"));
      worker.write("ORDER-1", null);
      worker.pollUntilSettled();

      assertThat(shop.has("ORDER-1")).isFalse();
      assertThat(worker.metric("dropped-total")).isEqualTo(1);
    }
  }

  @Test
  void anObjectThatChangesAllTheTimeIsMergedAgainAfterARejection() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      shop.sandbox.faults().onAny().fail(Fault.delay(Duration.ofMillis(30)));
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.poll();
      for (int i = 0; i < 5; i++) {
        worker.write("ORDER-1", Map.of("item_count", i));
      }
      worker.write("ORDER-1", Map.of("status", "pending", "colour", "red"));
      worker.poll();
      // The lane never gets empty.
      int written = 7;
      while (rejections(shop) == 0 || written < 150) {
        worker.write("ORDER-1", Map.of("item_count", written++));
        worker.pollUntil(() -> true);
      }
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).isEmpty();
      assertThat(shop.stores()).hasSizeLessThan(60);
    }
  }

  @Test
  void anotherKindOfTheSameTypeReportsItsRecordsAsItsSettingsSay() {
    try (Shop shop = new Shop();
        FakeWorker worker =
            FakeWorker.of(
                    shop.settings(
                        "topics", "orders,audited",
                        "objects", "orders,audited",
                        "objects.audited.topic", "audited",
                        "objects.audited.type", "Order",
                        "objects.audited.dropped", "dlq"))
                .assign(0)) {
      worker.write("ORDER-1", Map.of("status", "pending", "colour", "red"));
      worker.pollUntilSettled();
      worker.writeTo("audited", "ORDER-2", Map.of("status", "pending", "colour", "red"));
      worker.pollUntil(() -> !worker.deadLetters.isEmpty());

      assertThat(worker.deadLetters.get(0).record().key()).isEqualTo("ORDER-2");
      assertThat(shop.has("ORDER-2")).isFalse();
    }
  }

  @Test
  void aRecordWithoutAnyAttributeThatTheTypeHasIsReported() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending", "colour", "red"));
      worker.pollUntilSettled();
      worker.write("ORDER-2", Map.of("colour", "red"));
      worker.write("ORDER-3", Map.of("size", "XL"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters)
          .extracting(one -> one.record().key())
          .containsExactlyInAnyOrder("ORDER-2", "ORDER-3");
      assertThat(shop.workspace.getInstances("Order")).hasSize(1);
    }
  }

  @Test
  void aRecordWithHundredsOfUnknownFieldsIsReported() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      Map<String, Object> value = new HashMap<>(Map.of("status", "pending"));
      for (int i = 0; i < 150; i++) {
        value.put("customer" + i, i);
      }
      worker.write("ORDER-1", value);
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).hasSize(1);
      assertThat(rejections(shop)).isLessThanOrEqualTo(102);
    }
  }
}
