package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The topics of a broker, and how far a connector has come with them. */
final class Topics implements AutoCloseable {
  private final Admin admin;

  Topics(Broker broker) {
    admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
  }

  void create(String topic, int partitions) throws IOException, InterruptedException {
    await(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all());
  }

  /** Returns the number of records of a topic that a connector has not finished. */
  long unfinished(String connector, String topic, int partitions)
      throws IOException, InterruptedException {
    Map<TopicPartition, OffsetSpec> all =
        IntStream.range(0, partitions)
            .mapToObj(i -> new TopicPartition(topic, i))
            .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
    long sent = 0;
    for (ListOffsetsResultInfo end : await(admin.listOffsets(all).all()).values()) {
      sent += end.offset();
    }
    return sent - finished(connector, topic, partitions);
  }

  /** Returns the number of records of a topic that a connector has finished. */
  long finished(String connector, String topic, int partitions)
      throws IOException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(
            admin.listConsumerGroupOffsets("connect-" + connector).partitionsToOffsetAndMetadata());
    long finished = 0;
    for (int i = 0; i < partitions; i++) {
      OffsetAndMetadata position = committed.get(new TopicPartition(topic, i));
      finished += position == null ? 0 : position.offset();
    }
    return finished;
  }

  private static <T> T await(KafkaFuture<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException("The broker refused: " + e.getCause(), e);
    } catch (org.apache.kafka.common.errors.InterruptException e) {
      throw new InterruptedIOException(e.getMessage());
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
