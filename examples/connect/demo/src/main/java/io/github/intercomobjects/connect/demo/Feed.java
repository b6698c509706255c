package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** An application of the shop that writes what happens to orders to a topic. */
final class Feed implements AutoCloseable {
  private static final int TICK_MILLIS = 50;

  private final KafkaProducer<String, String> producer;
  private final String topic;
  private final Model model;

  /**
   * Creates a feed.
   *
   * @param model learns what is sent
   */
  Feed(Broker broker, String topic, Model model) {
    this.topic = topic;
    this.model = model;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", broker.address(),
                "acks", "all",
                "linger.ms", "5",
                // One at a time keeps the sequence. With idempotence, a producer was stuck for good
                // when it sent to a topic that had just been created: OutOfOrderSequenceException.
                "enable.idempotence", "false",
                "max.in.flight.requests.per.connection", "1",
                // Longer than a restart of the broker.
                "delivery.timeout.ms", "300000"),
            new StringSerializer(),
            new StringSerializer());
  }

  /** Sends changes as fast as the broker takes them. */
  void send(List<Change> changes) throws IOException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Change change : changes) {
      sent.add(producer.send(new ProducerRecord<>(topic, change.key(), change.value())));
      model.apply(change);
    }
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IOException("A record could not be sent: " + e.getCause(), e);
      }
    }
  }

  /** Sends changes evenly over a time. */
  void send(List<Change> changes, long millis) throws IOException, InterruptedException {
    long start = System.nanoTime();
    int sent = 0;
    while (sent < changes.size()) {
      long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      int due = (int) Math.min(changes.size(), changes.size() * (elapsed + TICK_MILLIS) / millis);
      send(changes.subList(sent, due));
      sent = due;
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
