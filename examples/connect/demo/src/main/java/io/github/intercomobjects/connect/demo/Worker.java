package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A distributed worker of Kafka Connect. */
final class Worker {
  static final Duration SESSION = Duration.ofSeconds(10);

  private static final Duration MAX_START = Duration.ofMinutes(3);

  private final Children children;
  private final String name;
  private final Jvm jvm;
  private final Path configuration;
  private final int port;
  private Child process;

  private Worker(Children children, String name, Jvm jvm, Path configuration, int port)
      throws IOException {
    this.children = children;
    this.name = name;
    this.jvm = jvm;
    this.configuration = configuration;
    this.port = port;
    this.process = run();
  }

  /**
   * Starts a worker, without waiting for it.
   *
   * @param jvm has the class path of the worker
   * @param pluginPath the folders with a folder for each plugin
   */
  static Worker start(
      Children children, String name, Jvm jvm, Site site, Broker broker, String pluginPath)
      throws IOException {
    int port = Ports.free();
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "bootstrap.servers",
            broker.address(),
            "group.id",
            "workers",
            "listeners",
            "http://127.0.0.1:" + port,
            "plugin.path",
            pluginPath,
            "plugin.discovery",
            "service_load",
            "key.converter",
            "org.apache.kafka.connect.storage.StringConverter",
            "value.converter",
            "org.apache.kafka.connect.json.JsonConverter",
            "value.converter.schemas.enable",
            "false"));
    properties.putAll(
        Map.of(
            "config.storage.topic", "connect-configs",
            "config.storage.replication.factor", "1",
            "offset.storage.topic", "connect-offsets",
            "offset.storage.replication.factor", "1",
            "offset.storage.partitions", "1",
            "status.storage.topic", "connect-status",
            "status.storage.replication.factor", "1",
            "status.storage.partitions", "1"));
    // A killed worker is noticed after seconds rather than a minute, so that the demo is short.
    properties.putAll(
        Map.of(
            "session.timeout.ms", String.valueOf(SESSION.toMillis()),
            "heartbeat.interval.ms", "2000",
            "scheduled.rebalance.max.delay.ms", "0",
            "connector.client.config.override.policy", "All",
            "offset.flush.interval.ms", "1000"));
    // Secrets stay out of the settings that the REST interface shows.
    properties.putAll(
        Map.of(
            "config.providers", "file",
            "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider"));
    Path configuration = site.folder().resolve(name + ".properties");
    PropertiesFile.write(configuration, properties);
    return new Worker(children, name, jvm, configuration, port);
  }

  /** Starts two workers of one group, and waits for them. */
  static List<Worker> startTwo(Children children, Site site, Broker broker, String pluginPath)
      throws IOException, InterruptedException {
    List<Worker> workers = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      workers.add(start(children, "worker-" + i, Jvm.small(), site, broker, pluginPath));
    }
    for (Worker worker : workers) {
      worker.awaitReady();
    }
    return workers;
  }

  void awaitReady() throws IOException, InterruptedException {
    ConnectRest rest = rest();
    process.await(MAX_START, rest::isHealthy);
  }

  /** Starts the worker again, with the same address, without waiting for it. */
  void restart() throws IOException {
    process = run();
  }

  private Child run() throws IOException {
    return children.start(
        name,
        jvm.command("org.apache.kafka.connect.cli.ConnectDistributed", configuration.toString()));
  }

  void kill() {
    process.kill();
  }

  /** Ends the worker in order. */
  void stop() {
    process.close();
  }

  void freeze() throws IOException, InterruptedException {
    process.freeze();
  }

  void resume() throws IOException, InterruptedException {
    process.resume();
  }

  String name() {
    return name;
  }

  /** Returns the name under which the REST interface shows the worker. */
  String id() {
    return "127.0.0.1:" + port;
  }

  String output() throws IOException {
    return process.output();
  }

  long pid() {
    return process.pid();
  }

  ConnectRest rest() {
    return new ConnectRest(URI.create("http://127.0.0.1:" + port + "/"));
  }
}
