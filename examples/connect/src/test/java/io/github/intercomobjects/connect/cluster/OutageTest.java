package io.github.intercomobjects.connect.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.Faults;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class OutageTest {
  private static final int ORDERS = 25;
  private static final int VERSIONS = 4;

  @Test
  void anOutageCostsOneCallPerObjectAndNoDeadLetters(Cluster cluster) throws Exception {
    try (Sandbox sandbox = Shop.start()) {
      String topic = cluster.newTopic(1);
      String deadLetters = cluster.newTopic(1);
      sandbox.faults().on("*", "/custom_object_instances/**").fail(Fault.status(503));
      String connector =
          cluster.run(Shop.withDeadLetters(Shop.settings(sandbox, topic), deadLetters));
      for (int version = 1; version <= VERSIONS; version++) {
        for (int order = 0; order < ORDERS; order++) {
          cluster.send(topic, "ORDER-" + order, Shop.order("processing", version));
        }
      }
      Cluster.await("failed calls with the last version", () -> hasTriedLast(sandbox));
      assertThat(cluster.isRunning(connector)).isTrue();
      assertThat(cluster.uncommitted(connector, topic)).isEqualTo(ORDERS * VERSIONS);

      sandbox.faults().clear();
      Cluster.await("all records", () -> cluster.uncommitted(connector, topic) == 0);

      assertThat(sandbox.getWorkspace().getInstances(Shop.TYPE))
          .hasSize(ORDERS)
          .extracting(StoredInstance::getAttributes)
          .extracting(attributes -> attributes.get("total_amount"))
          .containsOnly(new BigDecimal("4.0"));
      assertThat(Shop.statusesOfWrites(sandbox).stream().filter(status -> status != 503))
          .as("Calls after the outage")
          // A call that was in flight when the outage began may still have an older version.
          .hasSizeBetween(ORDERS, ORDERS + 3)
          .containsOnly(200);
      assertThat(cluster.records(deadLetters)).isEmpty();
      assertThat(cluster.isRunning(connector)).isTrue();
      cluster.delete(connector);
    }
  }

  private static boolean hasTriedLast(Sandbox sandbox) {
    String total = "\"total_amount\":" + (double) VERSIONS;
    return sandbox.getCalls().stream().anyMatch(call -> call.getBody().contains(total));
  }

  @Test
  void aPausedConnectorGoesOnAfterARebalance(Cluster cluster) throws Exception {
    try (Sandbox sandbox = Shop.start()) {
      String topic = cluster.newTopic(1);
      Map<String, String> settings = Shop.settings(sandbox, topic);
      settings.put("buffer.records", "10");
      settings.put("consumer.override.metadata.max.age.ms", "200");
      settings.put("consumer.override.max.poll.records", "20");
      Faults.Rule outage = sandbox.faults().on("*", "/**").fail(Fault.status(503));
      String connector = cluster.run(settings);
      for (int order = 0; order < 100; order++) {
        cluster.send(topic, "ORDER-" + order, Shop.order("processing", order));
      }
      Cluster.await("failed calls", () -> outage.getStruck() >= 10);

      // The consumer learns of the new partition, so the group is rebalanced.
      String log = ClusterLog.text();
      cluster.addPartitions(topic, 2);
      Cluster.await(
          "the rebalance", () -> ClusterLog.text().substring(log.length()).contains(topic + "-1"));
      sandbox.faults().clear();

      Cluster.await("all records", () -> cluster.uncommitted(connector, topic) == 0);
      assertThat(Shop.count(sandbox)).isEqualTo(100);
      cluster.delete(connector);
    }
  }
}
