package io.github.intercomobjects.connect.cluster;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.runtime.AbstractStatus;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.jspecify.annotations.Nullable;

/** A broker and a worker in this JVM, with names that no two tests share. */
final class Cluster implements AutoCloseable {
  static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private final EmbeddedConnectCluster connect;
  private int names;

  private Cluster(EmbeddedConnectCluster connect) {
    this.connect = connect;
  }

  static Cluster start() {
    Properties broker = new Properties();
    broker.put("group.initial.rebalance.delay.ms", "0");
    broker.put("offsets.topic.num.partitions", "1");
    Map<String, String> worker = new HashMap<>();
    worker.put("plugin.discovery", "service_load");
    worker.put("offset.flush.interval.ms", "500");
    worker.put("connector.client.config.override.policy", "All");
    worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    worker.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
    worker.put("value.converter.schemas.enable", "false");
    EmbeddedConnectCluster connect =
        new EmbeddedConnectCluster.Builder()
            .name("tests")
            .numWorkers(1)
            .numBrokers(1)
            .brokerProps(broker)
            .workerProps(worker)
            .build();
    connect.start();
    return new Cluster(connect);
  }

  EmbeddedConnectCluster connect() {
    return connect;
  }

  /** Returns what the REST interface of the worker responds. */
  String get(String path) {
    Response response = connect.requestGet(connect.endpointForResource(path));
    return String.valueOf(response.getEntity());
  }

  /** Returns a name for a topic or a connector. */
  String newName(String beginning) {
    return beginning + "-" + ++names;
  }

  String newTopic(int partitions) {
    String topic = newName("topic");
    connect.kafka().createTopic(topic, partitions);
    return topic;
  }

  void send(String topic, String key, @Nullable String value) {
    connect.kafka().produce(topic, key, value);
  }

  /** Creates a connector and waits until its task runs. */
  String run(Map<String, String> settings) throws InterruptedException {
    String name = newName("sink");
    connect.configureConnector(name, settings);
    connect
        .assertions()
        .assertConnectorAndExactlyNumTasksAreRunning(name, 1, "The connector does not run");
    return name;
  }

  boolean isRunning(String connector) {
    ConnectorStateInfo status = connect.connectorStatus(connector);
    return status.tasks().size() == 1
        && status.tasks().get(0).state().equals(AbstractStatus.State.RUNNING.toString());
  }

  /** Deletes a connector, so that it no longer uses processor time. */
  void delete(String connector) {
    connect.deleteConnector(connector);
  }

  /** Returns the number of records that a connector has not committed. */
  long uncommitted(String connector, String topic) throws Exception {
    try (Admin admin = connect.kafka().createAdminClient()) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets("connect-" + connector)
              .partitionsToOffsetAndMetadata()
              .get();
      long uncommitted = 0;
      for (TopicPartition partition : partitions(admin, topic)) {
        OffsetAndMetadata position = committed.get(partition);
        uncommitted +=
            connect.kafka().endOffset(partition) - (position == null ? 0 : position.offset());
      }
      return uncommitted;
    }
  }

  void addPartitions(String topic, int total) throws Exception {
    try (Admin admin = connect.kafka().createAdminClient()) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(total))).all().get();
    }
  }

  /** Returns all records of a topic. */
  List<ConsumerRecord<byte[], byte[]>> records(String topic) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (Admin admin = connect.kafka().createAdminClient();
        KafkaConsumer<byte[], byte[]> consumer = connect.kafka().createConsumer(Map.of())) {
      List<TopicPartition> partitions = partitions(admin, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long total = 0;
      for (TopicPartition partition : partitions) {
        total += connect.kafka().endOffset(partition);
      }
      while (all.size() < total) {
        consumer.poll(Duration.ofSeconds(1)).forEach(all::add);
      }
    }
    return all;
  }

  private static List<TopicPartition> partitions(Admin admin, String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
        .flatMap(description -> description.partitions().stream())
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  /** Waits until something is true of the other threads. */
  static void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + MAX_WAIT.toNanos();
    while (!condition.isMet()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited " + MAX_WAIT.toSeconds() + " s in vain for " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** A state of other threads. */
  interface Condition {
    boolean isMet() throws Exception;
  }

  @Override
  public void close() {
    connect.stop();
  }
}
