package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/** A Kafka broker that is its own controller, with its data in a folder. */
final class Broker {
  private static final Duration MAX_START = Duration.ofMinutes(2);

  private final Children children;
  private final Path configuration;
  private final int port;
  private Child process;

  private Broker(Children children, Path configuration, int port, Child process) {
    this.children = children;
    this.configuration = configuration;
    this.port = port;
    this.process = process;
  }

  /** Starts a broker; the folder must be empty. */
  static Broker start(Children children, Path folder) throws IOException, InterruptedException {
    int port = Ports.free();
    int controller = Ports.free();
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@127.0.0.1:" + controller,
            "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.listener.names", "CONTROLLER",
            "log.dirs", folder.resolve("data").toString()));
    // One broker cannot hold three copies, and no consumer is worth waiting for.
    properties.putAll(
        Map.of(
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "5",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "1",
            "group.initial.rebalance.delay.ms", "0",
            "auto.create.topics.enable", "false",
            "log.cleaner.dedupe.buffer.size", "16777216"));
    Path configuration = folder.resolve("server.properties");
    Files.createDirectories(folder);
    PropertiesFile.write(configuration, properties);
    children
        .start(
            "format",
            Jvm.small()
                .command(
                    "kafka.tools.StorageTool",
                    "format",
                    "-t",
                    Uuid.randomUuid().toString(),
                    "-c",
                    configuration.toString()))
        .awaitSuccess(MAX_START);
    Broker broker = new Broker(children, configuration, port, run(children, configuration));
    broker.awaitReady();
    return broker;
  }

  private static Child run(Children children, Path configuration) throws IOException {
    return children.start("broker", Jvm.small().command("kafka.Kafka", configuration.toString()));
  }

  private void awaitReady() throws IOException, InterruptedException {
    process.await(MAX_START, () -> process.output().contains("Kafka Server started"));
  }

  /** Kills the broker and starts it again with the same data and the same address. */
  void restart() throws IOException, InterruptedException {
    process.kill();
    int before = process.output().length();
    process = run(children, configuration);
    process.await(
        MAX_START, () -> process.output().substring(before).contains("Kafka Server started"));
  }

  String address() {
    return "127.0.0.1:" + port;
  }
}
