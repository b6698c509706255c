package io.github.intercomobjects.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that a task has taken, by partition: which are settled, which may be sent, and how
 * many more the task takes. Confined to the thread of the task.
 */
final class Intake {
  private static final Logger log = LoggerFactory.getLogger(IntercomSinkTask.class);

  private static final Duration SHORTEST_QUARANTINE = Duration.ofSeconds(5);

  private final SinkTaskContext context;
  private final SinkConfig config;
  private final Lease lease;
  private final Delivery delivery;
  private final Ticks ticks;
  private final SinkMetrics metrics;
  private final Map<String, RecordMapper> mappers = new HashMap<>();
  private final Map<TopicPartition, Assignment> assignments = new LinkedHashMap<>();
  private boolean isPaused;

  /**
   * The time after a lapse in which nothing is taken. Only a response to a heartbeat shows the
   * consumer that it has lost its partitions, and records may arrive before. Heartbeats are sent
   * every three seconds by default, and at least three times in a session timeout.
   */
  private final Duration quarantine;

  /** The start of the quarantine; null if there is none. */
  private @Nullable Long lapsedNanos;

  Intake(
      SinkTaskContext context,
      SinkConfig config,
      Lease lease,
      Delivery delivery,
      Ticks ticks,
      SinkMetrics metrics) {
    this.context = context;
    this.config = config;
    this.lease = lease;
    this.delivery = delivery;
    this.ticks = ticks;
    this.metrics = metrics;
    this.quarantine = quarantine(config.sessionTimeout());
    config.objects().forEach((topic, object) -> mappers.put(topic, new RecordMapper(object)));
  }

  /** Returns the quarantine, in which there must be a heartbeat. */
  static Duration quarantine(Duration sessionTimeout) {
    Duration third = sessionTimeout.dividedBy(3);
    return third.compareTo(SHORTEST_QUARANTINE) > 0 ? third : SHORTEST_QUARANTINE;
  }

  /** Begins partitions that the worker was given. */
  void open(Collection<TopicPartition> partitions) {
    partitions.forEach(this::invalidate);
    if (lease.renewIfValid()) {
      // The group has just assigned them, so the consumer has heard from it.
      lapsedNanos = null;
    } else {
      lapse(List.of());
    }
    for (TopicPartition partition : partitions) {
      assignments.put(partition, new Assignment(partition));
    }
    delivery.purge();
    // The framework keeps partitions paused over a rebalance, and nobody else would resume them.
    isPaused = false;
    context.resume(partitions());
    balance();
  }

  /** Ends partitions that were taken away; what waits for them is not sent any more. */
  void close(Collection<TopicPartition> partitions) {
    partitions.forEach(this::invalidate);
    delivery.purge();
  }

  private void invalidate(TopicPartition partition) {
    Assignment assignment = assignments.remove(partition);
    if (assignment != null) {
      assignment.invalidate();
    }
  }

  /** Takes records, and never waits for Intercom. */
  void put(Collection<SinkRecord> records) {
    requireRunning();
    if (!lease.renewIfValid()) {
      lapse(records);
    } else if (isInQuarantine()) {
      if (!records.isEmpty()) {
        // They were read before the partitions were paused.
        rewind(records);
      }
    } else {
      lapsedNanos = null;
      settle();
      delivery.rejected().forEach(this::report);
      List<Change> changes = new ArrayList<>(records.size());
      records.forEach(record -> take(record, changes));
      delivery.add(changes);
      delivery.retry();
    }
    balance();
    requireRunning();
  }

  /** Begins the quarantine: whatever was read may be another worker's by now. */
  private void lapse(Collection<SinkRecord> records) {
    log.warn(
        "no records could be taken for {} s or longer, so another worker may have taken over:"
            + " nothing that was read before is sent, and it is read again",
        lease.length().toSeconds());
    lapsedNanos = ticks.nanoTime();
    rewind(records);
  }

  private boolean isInQuarantine() {
    return lapsedNanos != null && ticks.nanoTime() - lapsedNanos < quarantine.toNanos();
  }

  private void requireRunning() {
    ConnectException failure = delivery.failure();
    if (failure != null) {
      // A new one each time, with the stack trace of this thread.
      throw new ConnectException(failure.getMessage());
    }
  }

  /**
   * Begins all partitions anew, at their first record that is not settled: if they still belong to
   * this task, the framework would not deliver these records again by itself.
   *
   * @param records the records of this delivery, which may have been read before a freeze
   */
  private void rewind(Collection<SinkRecord> records) {
    settle();
    for (SinkRecord record : records) {
      assignment(record).take(record.originalKafkaOffset(), record.timestamp());
      metrics.refused();
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    assignments.replaceAll(
        (partition, assignment) -> {
          Assignment next = assignment.next();
          Long offset = next.firstUnsettled();
          if (offset != null) {
            offsets.put(partition, offset);
          }
          return next;
        });
    if (!offsets.isEmpty()) {
      context.offset(offsets);
    }
    delivery.purge();
    lease.renew();
  }

  private Assignment assignment(SinkRecord record) {
    // Transforms may change the topic, and offsets are those of the original one.
    return assignments.computeIfAbsent(
        new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
        Assignment::new);
  }

  private void take(SinkRecord record, List<Change> changes) {
    Assignment.Entry entry =
        assignment(record).take(record.originalKafkaOffset(), record.timestamp());
    RecordMapper mapper = mappers.get(record.topic());
    try {
      if (mapper == null) {
        throw new DataException(
            "no kind of object has the topic " + record.topic() + "; add one to objects");
      }
      Change change = mapper.map(record, entry);
      if (change == null) {
        entry.settle();
      } else {
        changes.add(change);
      }
    } catch (DataException e) {
      report(record, e, entry);
    }
  }

  private void settle() {
    delivery.settled().forEach(change -> change.entry().settle());
  }

  private void report(Delivery.Rejection rejection) {
    Change change = rejection.change();
    // Whoever has the partition now reads the record again, and reports it.
    if (change.isValid()) {
      report(change.record(), rejection.reason(), change.entry());
    }
  }

  private void report(SinkRecord record, ConnectException reason, Assignment.Entry entry) {
    ErrantRecordReporter reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw new ConnectException(
          "a record of "
              + entry.assignment().partition()
              + " at offset "
              + record.originalKafkaOffset()
              + " cannot be stored: "
              + reason.getMessage()
              + "; to report such records and continue, set errors.tolerance=all and"
              + " errors.deadletterqueue.topic.name");
    }
    metrics.failed();
    // Before offsets are committed, the framework waits until the report is written.
    var unused = reporter.report(record, reason);
    entry.settle();
  }

  /**
   * Pauses the topics if too many records wait, until half of them are settled, and during a
   * quarantine.
   */
  private void balance() {
    int waiting = 0;
    long oldest = Long.MAX_VALUE;
    for (Assignment assignment : assignments.values()) {
      waiting += assignment.unsettled();
      oldest = Math.min(oldest, assignment.oldestTimestamp());
    }
    metrics.buffered(waiting, oldest);
    boolean isFull = waiting >= config.buffer();
    boolean hasRoom = waiting <= config.buffer() / 2;
    boolean pauses = isInQuarantine() || (isPaused ? !hasRoom : isFull);
    if (pauses && !isPaused) {
      context.pause(partitions());
    } else if (isPaused && !pauses) {
      context.resume(partitions());
    }
    isPaused = pauses;
  }

  private TopicPartition[] partitions() {
    return assignments.keySet().toArray(new TopicPartition[0]);
  }

  /**
   * Returns the offsets to commit: of each partition, that of the first record that is not settled.
   *
   * @param consumed the offsets that the framework would commit
   */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    // Rejections wait for the next put, since the framework would not wait for a report that is
    // written now.
    settle();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    consumed.forEach(
        (partition, offset) -> {
          Assignment assignment = assignments.get(partition);
          if (assignment != null) {
            Long unsettled = assignment.firstUnsettled();
            offsets.put(partition, unsettled == null ? offset : new OffsetAndMetadata(unsettled));
          }
        });
    return offsets;
  }
}
