package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Links that are attributes of contacts, when the worker freezes or the task stops. */
final class LinksTest {
  private static FakeWorker worker(Shop shop) {
    return shop.worker(
        "objects.orders.contact", "buyer",
        "objects.orders.contact.by", "id",
        "objects.orders.contact.attribute", "orders",
        "objects.orders.link", "contact",
        "flush.timeout.ms", "60000");
  }

  private static List<String> links(Shop shop) {
    return shop.workspace.getContactLinks(shop.zoe.getId(), "orders");
  }

  /** Stores an order, and waits until the calls for its link have begun. */
  private static void beginLink(Shop shop, FakeWorker worker, Faults.Rule slow) {
    worker.write("ORDER-1", Map.of("buyer", shop.zoe.getId()));
    worker.poll();
    Threads.await(() -> slow.getStruck() == 1);
  }

  private static boolean isLinking() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("intercom-objects-links"));
  }

  @Test
  void aSetThatWasReadBeforeAFreezeIsNotWritten() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop)) {
      var slow =
          shop.sandbox
              .faults()
              .on("GET", "/contacts/*")
              .times(1)
              .fail(Fault.delay(Duration.ofMillis(300)));
      beginLink(shop, worker, slow);
      worker.ticks.advance(Duration.ofSeconds(75));
      Threads.await(() -> worker.metric("refused-by-lease-total") == 1);

      assertThat(shop.calls()).noneMatch(call -> call.startsWith("PUT"));
      assertThat(links(shop)).isEmpty();
      assertThat(worker.committed(0)).isEqualTo(0);
    }
  }

  @Test
  void linksThatWaitWhenAnOutageBeginsAreNotTried() {
    try (Shop shop = new Shop();
        FakeWorker worker = worker(shop)) {
      for (int i = 0; i < 60; i++) {
        String id = shop.workspace.addContact("buyer-" + i, i + "@example.com", "Buyer").getId();
        worker.write("ORDER-" + i, Map.of("buyer", id));
      }
      var outage = shop.sandbox.faults().on("GET", "/contacts/*").fail(Fault.status(503));
      worker.pollUntil(() -> outage.getStruck() >= 16);
      Threads.awaitQuiet(outage::getStruck);

      // Two attempts of eight, of those that were in progress, and of one that looks for the end.
      assertThat(outage.getStruck()).isLessThanOrEqualTo(2 * (8 + 4 + 1));
      shop.sandbox.faults().clear();
      worker.pollSecondsUntil(() -> worker.committed(0) == 60);
      assertThat(worker.deadLetters).isEmpty();
    }
  }

  @Test
  void aLinkInProgressIsCanceledWhenTheTaskStops() {
    try (Shop shop = new Shop()) {
      var stuck =
          shop.sandbox
              .faults()
              .on("GET", "/contacts/*")
              .times(1)
              .fail(Fault.delay(Duration.ofSeconds(12)));
      long start;
      try (FakeWorker worker = worker(shop)) {
        beginLink(shop, worker, stuck);
        start = System.nanoTime();
      }
      Threads.await(() -> !isLinking());

      // It did not wait for the response.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(shop.calls()).noneMatch(call -> call.startsWith("PUT"));
    }
  }
}
