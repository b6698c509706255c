package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Workspace;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  @Test
  void theWorkerPublishesAllMetrics() {
    try (Shop shop = new Shop();
        FakeWorker worker = shop.worker()) {
      assertThat(worker.metrics.keySet())
          .containsExactlyInAnyOrder(
              "sent-total",
              "merged-total",
              "dropped-total",
              "failed-total",
              "refused-by-lease-total",
              "retried-total",
              "buffered-records",
              "window-used-ratio",
              "seconds-behind");
    }
  }

  @Test
  void theUsedPartOfTheWindowIsThatOfTheLastResponse() {
    try (Shop shop = new Shop(Workspace.builder().rateLimit(10, Duration.ofMinutes(1)));
        FakeWorker worker = shop.worker()) {
      assertThat(worker.metric("window-used-ratio")).isZero();
      worker.write("ORDER-1", Map.of());
      worker.write("ORDER-2", Map.of());
      worker.pollUntilSettled();
      assertThat(worker.metric("window-used-ratio")).isBetween(0.19, 0.21);
    }
  }

  @Test
  void theOldestRecordThatIsNotSettledIsHowFarTheTaskIsBehind() {
    try (Shop shop = new Shop();
        FakeWorker worker =
            shop.worker(
                "objects.orders.contact", "buyer",
                "objects.orders.contact.attribute", "customer",
                "objects.orders.contact.missing", "retry")) {
      worker.write("ORDER-1", Map.of("buyer", "customer-9"));
      worker.pollUntil(() -> worker.metric("retried-total") > 0);
      worker.ticks.advance(Duration.ofSeconds(20));
      worker.poll();
      assertThat(worker.metric("seconds-behind")).isEqualTo(20);
    }
  }

  @Test
  void anOlderWorkerWithoutMetricsRunsTheTaskToo() {
    SinkTaskContext older =
        (SinkTaskContext)
            Proxy.newProxyInstance(
                MetricsTest.class.getClassLoader(),
                new Class<?>[] {SinkTaskContext.class},
                (proxy, method, arguments) -> {
                  throw new NoSuchMethodError(method.getName());
                });
    assertThat(WorkerMetrics.publish(older, Map.of())).isFalse();
  }
}
