package io.github.intercomobjects.connect.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ClusterExtension.class)
class DeadLettersTest {
  private static final String VALUE = "nobody-may-see-this-either";

  @Test
  void allBadRecordsAreDeadLettersAndNoOther(Cluster cluster) throws Exception {
    try (Sandbox sandbox = Shop.start()) {
      String topic = cluster.newTopic(1);
      String deadLetters = cluster.newName("dead-letters");
      for (int i = 0; i < 20; i++) {
        cluster.send(topic, "ORDER-" + i, Shop.order("processing", i));
      }
      cluster.send(topic, "BAD-ATTRIBUTE", "{\"colour\":\"" + VALUE + "\"}");
      cluster.send(topic, "BAD-NUMBER", "{\"total_amount\":\"" + VALUE + "\"}");
      cluster.send(topic, "BAD-NESTED", "{\"status\":{\"is\":\"" + VALUE + "\"}}");
      cluster.send(topic, "BAD-CONTACT", "{\"customer_id\":\"" + VALUE + "\"}");
      cluster.send(topic, "ORDER-20", Shop.order("processing", 20));

      Map<String, String> settings =
          Shop.withDeadLetters(Shop.settings(sandbox, topic), deadLetters);
      settings.put("objects.orders.dropped", "dlq");
      String connector = cluster.run(settings);
      Cluster.await("all records", () -> cluster.uncommitted(connector, topic) == 0);

      assertThat(Shop.count(sandbox)).isEqualTo(21);
      Map<String, String> reasons = reasons(cluster.records(deadLetters));
      assertThat(reasons)
          .containsOnlyKeys("BAD-ATTRIBUTE", "BAD-NUMBER", "BAD-NESTED", "BAD-CONTACT");
      assertThat(reasons.get("BAD-ATTRIBUTE"))
          .contains("400")
          .contains("parameter_invalid")
          .contains("colour")
          .containsPattern("[Rr]equest.id");
      assertThat(reasons.get("BAD-NUMBER")).contains("400").contains("total_amount");
      assertThat(reasons.get("BAD-NESTED")).contains("status");
      assertThat(reasons.get("BAD-CONTACT")).contains("customer_id");
      assertThat(reasons.values()).noneMatch(reason -> reason.contains(VALUE));
      assertNowhere(cluster, connector, reasons, Shop.TOKEN);
      cluster.delete(connector);
    }
  }

  private static void assertNowhere(
      Cluster cluster, String connector, Map<String, String> reasons, String secret)
      throws Exception {
    assertThat(reasons.values()).noneMatch(reason -> reason.contains(secret));
    assertThat(cluster.get("connectors/" + connector + "/status")).doesNotContain(secret);
    String log = ClusterLog.text();
    assertThat(log).contains(connector).doesNotContain(VALUE);
    assertThat(log.lines().filter(line -> line.contains(secret))).isEmpty();
  }

  /** Returns all headers of each record, as one text, by key. */
  private static Map<String, String> reasons(List<ConsumerRecord<byte[], byte[]>> records) {
    Map<String, String> reasons = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      StringBuilder text = new StringBuilder();
      for (Header header : record.headers()) {
        text.append(header.key()).append(": ").append(new String(header.value(), UTF_8));
        text.append('\n');
      }
      reasons.put(new String(record.key(), UTF_8), text.toString());
    }
    assertThat(reasons).hasSize(records.size());
    return reasons;
  }
}
