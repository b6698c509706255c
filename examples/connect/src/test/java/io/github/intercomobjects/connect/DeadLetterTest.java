package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.intercomobjects.sandbox.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

final class DeadLetterTest {
  @Test
  void aRejectedRecordIsReportedWithStatusCodeFieldAndRequestId() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.write("ORDER-2", Map.of("item_count", "two apples"));
      worker.write("ORDER-3", Map.of("status", "pending"));
      worker.pollUntilSettled();

      assertThat(shop.has("ORDER-1")).isTrue();
      assertThat(shop.has("ORDER-3")).isTrue();
      assertThat(worker.deadLetters).hasSize(1);
      FakeWorker.Reported reported = worker.deadLetters.get(0);
      assertThat(reported.record().key()).isEqualTo("ORDER-2");
      assertThat(reported.reason()).isExactlyInstanceOf(ConnectException.class);
      assertThat(reported.message())
          .startsWith("Intercom rejected Order ORDER-2: status 4")
          .contains("parameter_invalid")
          .contains("item_count")
          .containsPattern("request id \\S+$");
      assertThat(worker.metric("failed-total")).isEqualTo(1);
    }
  }

  @Test
  void neitherValuesNorTheTokenAreInAReport() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("objects.orders.dropped", "dlq")) {
      worker.write("ORDER-1", Map.of("item_count", "secret customer"));
      worker.write("ORDER-2", Map.of("gift", "zoe@example.com"));
      worker.write("ORDER-3", Map.of("no_such_attribute", "confidential"));
      worker.write("ORDER-4", Map.of("note", List.of("private")));
      worker.write("ORDER-5", Map.of("note", Double.NaN, "status", "hidden"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).hasSize(5);
      for (FakeWorker.Reported reported : worker.deadLetters) {
        StringWriter trace = new StringWriter();
        reported.reason().printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
            .doesNotContain("secret", "customer", "zoe", "confidential", "private", "hidden")
            .doesNotContain(shop.sandbox.getToken());
      }
      assertThat(worker.deadLetters)
          .anySatisfy(r -> assertThat(r.message()).contains("no_such_attribute"))
          .anySatisfy(r -> assertThat(r.message()).contains("field note is an array"));
    }
  }

  @Test
  void onlyTheBadOneOfMergedRecordsIsReported() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      var slow = shop.sandbox.faults().onNext(Fault.delay(Duration.ofMillis(200)));
      worker.write("ORDER-0", Map.of("status", "pending"));
      worker.poll();
      Threads.await(() -> slow.getStruck() == 1);
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.write("ORDER-1", Map.of("item_count", "two"));
      worker.write("ORDER-1", Map.of("note", "gift wrap"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).hasSize(1);
      assertThat(worker.deadLetters.get(0).record().kafkaOffset()).isEqualTo(2);
      assertThat(shop.attribute("ORDER-1", "status")).isEqualTo("pending");
      assertThat(shop.attribute("ORDER-1", "note")).isEqualTo("gift wrap");
    }
  }

  @Test
  void theRecordsThatARejectionDoesNotNameAreSentTogetherAgain() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      var slow = shop.sandbox.faults().onNext(Fault.delay(Duration.ofMillis(200)));
      worker.write("ORDER-0", Map.of("status", "pending"));
      worker.poll();
      Threads.await(() -> slow.getStruck() == 1);
      for (int i = 0; i < 20; i++) {
        worker.write("ORDER-1", i == 10 ? Map.of("item_count", "two") : Map.of("note", "n" + i));
      }
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).hasSize(1);
      assertThat(shop.attribute("ORDER-1", "note")).isEqualTo("n19");
      // The first order, all together, those before the bad one, the bad one, and those after it.
      assertThat(shop.stores()).containsExactly(200, 400, 200, 400, 200);
    }
  }

  @Test
  void droppedValuesAreReportedIfTheSettingsSaySo() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("objects.orders.dropped", "dlq")) {
      worker.write("ORDER-1", Map.of("status", "pending", "channel", "carrier pigeon"));
      worker.write("ORDER-2", Map.of("channel", "web"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).hasSize(1);
      assertThat(worker.deadLetters.get(0).message())
          .startsWith("Order ORDER-1 was stored without [channel]; check that")
          .doesNotContain("pigeon");
      assertThat(worker.metric("dropped-total")).isEqualTo(1);
    }
  }

  @Test
  void droppedValuesAreCountedOtherwise() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.write("ORDER-1", Map.of("channel", "carrier pigeon"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).isEmpty();
      assertThat(worker.metric("dropped-total")).isEqualTo(1);
    }
  }

  @Test
  void withoutADeadLetterQueueABadRecordFailsTheTask() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      worker.hasDeadLetterQueue = false;
      worker.write("ORDER-1", Map.of("item_count", "two"));

      assertThatThrownBy(() -> worker.pollUntil(() -> false))
          .hasMessageStartingWith("a record of orders-0 at offset 0 cannot be stored: Intercom")
          .hasMessageEndingWith(
              "to report such records and continue, set errors.tolerance=all and"
                  + " errors.deadletterqueue.topic.name");
      assertThat(worker.committed(0)).isEqualTo(0);
    }
  }

  @Test
  void tombstonesAreReportedIfTheSettingsSaySo() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("objects.orders.null.values", "dlq")) {
      worker.write("ORDER-1", null);
      worker.pollUntilSettled();

      assertThat(worker.deadLetters.get(0).message())
          .isEqualTo(
              "the record has no value (a tombstone), and objects.orders.null.values is dlq");
    }
  }

  @Test
  void recordsOfOtherTopicsAreReported() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("objects.orders.topic", "renamed")) {
      worker.write("ORDER-1", Map.of("status", "pending"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters.get(0).message())
          .isEqualTo("no kind of object has the topic orders; add one to objects");
    }
  }

  @Test
  void onlyTheOneOfMergedRecordsThatWasStoredInPartIsReported() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker("objects.orders.dropped", "dlq")) {
      var slow = shop.sandbox.faults().onNext(Fault.delay(Duration.ofMillis(200)));
      worker.write("ORDER-0", Map.of("status", "pending"));
      worker.poll();
      Threads.await(() -> slow.getStruck() == 1);
      worker.write("ORDER-1", Map.of("channel", "web", "status", "pending"));
      worker.write("ORDER-1", Map.of("status", "shipped"));
      worker.write("ORDER-1", Map.of("channel", "carrier pigeon"));
      worker.pollUntilSettled();

      assertThat(worker.deadLetters).hasSize(1);
      assertThat(worker.deadLetters.get(0).record().kafkaOffset()).isEqualTo(3);
      assertThat(shop.attribute("ORDER-1", "status")).isEqualTo("shipped");
      assertThat(worker.metric("dropped-total")).isEqualTo(1);
      assertThat(worker.metric("merged-total")).isZero();
    }
  }
}
