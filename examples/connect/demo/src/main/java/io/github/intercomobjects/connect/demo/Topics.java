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
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        await(
            admin
                .listOffsets(
                    all.stream().collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
                .all());
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(
            admin.listConsumerGroupOffsets("connect-" + connector).partitionsToOffsetAndMetadata());
    long unfinished = 0;
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
      OffsetAndMetadata position = committed.get(end.getKey());
      unfinished += end.getValue().offset() - (position == null ? 0 : position.offset());
    }
    return unfinished;
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
