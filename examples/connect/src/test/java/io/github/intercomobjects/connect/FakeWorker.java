package io.github.intercomobjects.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/** A worker with one task, and the topics that it reads, which does as Kafka's worker does. */
final class FakeWorker implements SinkTaskContext, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A record in the dead letter queue. */
  record Reported(SinkRecord record, Throwable reason) {
    String message() {
      return String.valueOf(reason.getMessage());
    }
  }

  final FakeTicks ticks = new FakeTicks();
  final IntercomSinkTask task = new IntercomSinkTask(ticks);
  final List<Reported> deadLetters = new ArrayList<>();
  final Map<TopicPartition, Long> committed = new HashMap<>();
  final Map<TopicPartition, Long> rewound = new HashMap<>();
  final Set<TopicPartition> paused = new LinkedHashSet<>();
  final Map<String, Object> metrics = new HashMap<>();
  boolean hasDeadLetterQueue = true;
  int mostPerPoll = 500;

  /** The longest duration of the next poll, which each poll forgets; null for no limit. */
  @Nullable Long longestPoll;

  private final Map<String, String> properties;
  private final Map<TopicPartition, List<SinkRecord>> topics = new LinkedHashMap<>();
  private final Map<TopicPartition, Long> positions = new LinkedHashMap<>();

  FakeWorker(Map<String, String> properties) {
    this.properties = properties;
    task.initialize(this);
    task.start(properties);
  }

  static FakeWorker of(Map<String, String> properties) {
    return new FakeWorker(properties);
  }

  static TopicPartition orders(int partition) {
    return new TopicPartition("orders", partition);
  }

  /** Gives the task partitions of the topic orders, from their committed offsets on. */
  FakeWorker assign(int... partitions) {
    List<TopicPartition> added = new ArrayList<>();
    for (int partition : partitions) {
      TopicPartition orders = orders(partition);
      added.add(orders);
      positions.put(orders, committed.getOrDefault(orders, 0L));
    }
    paused.retainAll(positions.keySet());
    task.open(added);
    rewind();
    return this;
  }

  /** Takes partitions away, after their offsets were committed. */
  void revoke(int... partitions) {
    commit();
    lose(partitions);
  }

  /** Takes partitions away, which another worker may already have. */
  void lose(int... partitions) {
    List<TopicPartition> lost = Arrays.stream(partitions).mapToObj(FakeWorker::orders).toList();
    task.close(lost);
    positions.keySet().removeAll(lost);
  }

  /** Writes a record without a schema to partition 0 of the topic orders. */
  SinkRecord write(@Nullable String key, @Nullable Object value) {
    return write(0, key, value);
  }

  SinkRecord write(int partition, @Nullable String key, @Nullable Object value) {
    return write(orders(partition), key, value);
  }

  /** Writes a record to partition 0 of another topic, which the task is given. */
  SinkRecord writeTo(String topic, @Nullable String key, @Nullable Object value) {
    TopicPartition partition = new TopicPartition(topic, 0);
    if (positions.putIfAbsent(partition, 0L) == null) {
      task.open(List.of(partition));
    }
    return write(partition, key, value);
  }

  private SinkRecord write(TopicPartition partition, @Nullable String key, @Nullable Object value) {
    List<SinkRecord> records = topics.computeIfAbsent(partition, p -> new ArrayList<>());
    SinkRecord record =
        new SinkRecord(
            partition.topic(),
            partition.partition(),
            Schema.STRING_SCHEMA,
            key,
            null,
            value,
            records.size(),
            ticks.currentTimeMillis(),
            TimestampType.CREATE_TIME);
    records.add(record);
    return record;
  }

  /** Writes a record of any form; its offset is ignored. */
  void write(Schema keySchema, Object key, Schema valueSchema, @Nullable Object value) {
    List<SinkRecord> records = topics.computeIfAbsent(orders(0), p -> new ArrayList<>());
    records.add(
        new SinkRecord(
            "orders",
            0,
            keySchema,
            key,
            valueSchema,
            value,
            records.size(),
            ticks.currentTimeMillis(),
            TimestampType.CREATE_TIME));
  }

  private void rewind() {
    rewound.forEach((partition, offset) -> positions.replace(partition, offset));
    rewound.clear();
  }

  /** Reads what is new, and delivers it. */
  void poll() {
    assertThat(longestPoll).isEqualTo(1000);
    longestPoll = null;
    rewind();
    deliver(read());
  }

  /** Reads what is new, so that the process can be frozen before it is delivered. */
  List<SinkRecord> read() {
    List<SinkRecord> read = new ArrayList<>();
    for (Map.Entry<TopicPartition, Long> position : positions.entrySet()) {
      List<SinkRecord> all = topics.getOrDefault(position.getKey(), List.of());
      while (!paused.contains(position.getKey())
          && position.getValue() < all.size()
          && read.size() < mostPerPoll) {
        read.add(all.get((int) (long) position.getValue()));
        position.setValue(position.getValue() + 1);
      }
    }
    return read;
  }

  void deliver(Collection<SinkRecord> records) {
    task.put(new ArrayList<>(records));
  }

  /** Polls until a condition is true. */
  void pollUntil(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    poll();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the condition becomes true in time").isLessThan(end);
      LockSupport.parkNanos(1_000_000);
      poll();
    }
  }

  /** Polls once in each second of the task's clock until a condition is true. */
  void pollSecondsUntil(BooleanSupplier condition) {
    pollUntil(
        () -> {
          ticks.advance(Duration.ofSeconds(1));
          return condition.getAsBoolean();
        });
  }

  /** Polls until all records of a partition are settled. */
  void pollUntilSettled() {
    pollUntil(
        () -> {
          commit();
          return positions.keySet().stream()
              .allMatch(
                  p -> committed.getOrDefault(p, 0L) == topics.getOrDefault(p, List.of()).size());
        });
  }

  long committed(int partition) {
    commit();
    return committed.getOrDefault(orders(partition), 0L);
  }

  void commit() {
    Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
    positions.forEach(
        (partition, offset) -> consumed.put(partition, new OffsetAndMetadata(offset)));
    task.preCommit(consumed)
        .forEach(
            (partition, offset) -> {
              assertThat(consumed).containsKey(partition);
              committed.put(partition, offset.offset());
            });
  }

  @Override
  public Map<String, String> configs() {
    return properties;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    rewound.putAll(offsets);
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    rewound.put(partition, offset);
  }

  @Override
  public void timeout(long millis) {
    longestPoll = millis;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return positions.keySet();
  }

  @Override
  public void pause(TopicPartition... partitions) {
    assertThat(positions.keySet()).contains(partitions);
    paused.addAll(List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    assertThat(positions.keySet()).contains(partitions);
    paused.removeAll(List.of(partitions));
  }

  @Override
  public void requestCommit() {}

  @Override
  public @Nullable ErrantRecordReporter errantRecordReporter() {
    return hasDeadLetterQueue
        ? (record, reason) -> {
          deadLetters.add(new Reported(record, reason));
          return CompletableFuture.completedFuture(null);
        }
        : null;
  }

  @Override
  @SuppressWarnings("NonApiType") // of Kafka's interface
  public PluginMetrics pluginMetrics() {
    return new PluginMetrics() {
      @Override
      public MetricName metricName(
          String name, String description, LinkedHashMap<String, String> tags) {
        return new MetricName(name, "plugins", description, tags);
      }

      @Override
      public void addMetric(MetricName name, MetricValueProvider<?> value) {
        metrics.put(name.name(), value);
      }

      @Override
      public void removeMetric(MetricName name) {}

      @Override
      public Sensor addSensor(String name) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void removeSensor(String name) {}
    };
  }

  double metric(String name) {
    Gauge<?> gauge = (Gauge<?>) Objects.requireNonNull(metrics.get(name));
    return ((Number) gauge.value(new MetricConfig(), 0)).doubleValue();
  }

  @Override
  public void close() {
    if (!positions.isEmpty()) {
      task.close(List.copyOf(positions.keySet()));
    }
    task.stop();
  }
}
