package io.github.intercomobjects.connect.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.StoredInstance;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class RecordsTest {
  @Test
  void recordsBecomeObjectsThatAreLinkedToTheirCustomers(Cluster cluster) throws Exception {
    try (Sandbox sandbox = Shop.start()) {
      String topic = cluster.newTopic(2);
      cluster.send(topic, "ORDER-1", Shop.order("processing", 12.5));
      cluster.send(topic, "ORDER-2", Shop.order("processing", 8));

      String connector = cluster.run(Shop.settings(sandbox, topic));
      Cluster.await("two objects", () -> Shop.count(sandbox) == 2);
      cluster.send(topic, "ORDER-1", Shop.order("shipped", 12.75));
      cluster.send(topic, "ORDER-2", null);
      Cluster.await("all records", () -> cluster.uncommitted(connector, topic) == 0);

      assertThat(sandbox.getWorkspace().getInstances(Shop.TYPE)).hasSize(1);
      StoredInstance order =
          sandbox.getWorkspace().findInstance(Shop.TYPE, "ORDER-1").orElseThrow();
      String contact = sandbox.getWorkspace().findContact("customer-7").orElseThrow().getId();
      assertThat(order.getAttributes())
          .containsEntry("status", "shipped")
          .containsEntry("total_amount", new BigDecimal("12.75"))
          .containsEntry("customer", List.of(contact))
          .doesNotContainKey("customer_id");
      cluster.delete(connector);
    }
  }

  @Test
  void theWorkerFindsThePluginByItsServiceFile(Cluster cluster) {
    assertThat(cluster.get("connector-plugins"))
        .contains("io.github.intercomobjects.connect.IntercomSinkConnector")
        .contains("\"type\":\"sink\"");
  }

  @Test
  void aConnectorHasOneTaskHoweverManyAreAllowed(Cluster cluster) throws Exception {
    try (Sandbox sandbox = Shop.start()) {
      Map<String, String> settings = Shop.settings(sandbox, cluster.newTopic(4));
      settings.put("tasks.max", "4");

      String connector = cluster.run(settings);

      assertThat(cluster.connect().connectorStatus(connector).tasks()).hasSize(1);
      cluster.delete(connector);
    }
  }
}
