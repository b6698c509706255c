package io.github.intercomobjects.connect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** The task that writes the records of topics to Intercom. The worker calls it on one thread. */
public final class IntercomSinkTask extends SinkTask {
  /** The longest poll, so that the lease is renewed, and retries are sent, in time. */
  private static final long POLL_MILLIS = 1000;

  private final Ticks ticks;
  private @Nullable Run run;

  /** Creates a task; the worker does. */
  public IntercomSinkTask() {
    this(Ticks.SYSTEM);
  }

  IntercomSinkTask(Ticks ticks) {
    this.ticks = ticks;
  }

  /** The parts of a started task. */
  private record Run(Clients.Use client, Delivery delivery, Intake intake, SinkConfig config) {}

  @Override
  public void start(Map<String, String> properties) {
    SinkConfig config = new SinkConfig(properties);
    SinkMetrics metrics = new SinkMetrics(ticks);
    Clients.Use client;
    try {
      client = Clients.open(config, metrics);
    } catch (IllegalArgumentException e) {
      throw new ConnectException("the client cannot be created: " + e.getMessage());
    }
    Lease lease = new Lease(config.sessionTimeout(), ticks);
    Delivery delivery = new Delivery(client.intercom(), lease, ticks, metrics, new Notices(ticks));
    Intake intake = new Intake(context, config, lease, delivery, ticks, metrics);
    run = new Run(client, delivery, intake, config);
    WorkerMetrics.publish(context, metrics.all(client.windowUse()));
    // For the first poll: on a quiet topic it would last until the next commit of offsets.
    context.timeout(POLL_MILLIS);
  }

  private Run run() {
    if (run == null) {
      throw new ConnectException("the task is not started");
    }
    return run;
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    run().intake().open(partitions);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    if (run != null) {
      run.intake().close(partitions);
    }
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    context.timeout(POLL_MILLIS);
    run().intake().put(records);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> consumed) {
    return run == null ? new HashMap<>() : run.intake().committable(consumed);
  }

  @Override
  public void stop() {
    if (run != null) {
      run.delivery().close(run.config().flushTimeout());
      run.client().close();
      run = null;
    }
  }

  @Override
  public String version() {
    return Version.get();
  }
}
