package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the same plugin on workers of other versions of Kafka Connect. */
final class OldWorkersRun {
  private static final int CUSTOMERS = 50;
  private static final int ORDERS = 500;
  private static final int PARTITIONS = 2;
  private static final Duration MAX = Duration.ofMinutes(5);

  private final PrintStream out;
  private final Children children;
  private final Site site;

  OldWorkersRun(PrintStream out, Children children, Site site) {
    this.out = out;
    this.children = children;
    this.site = site;
  }

  void run(Findings findings) throws IOException, InterruptedException {
    Broker broker = Broker.start(children, site.folder().resolve("broker"));
    String plugins = site.pluginPath();
    Path folder = Path.of(System.getProperty("connect.workers", ""));
    for (String version : List.of(System.getProperty("connect.versions", "").split(",", -1))) {
      String classPath = Files.readString(folder.resolve(version + ".classpath")).strip();
      // One after the other, in one group: so each also reads what an older one has left.
      Worker worker =
          Worker.start(
              children,
              "worker-" + version,
              Jvm.small().withClassPath(classPath),
              site,
              broker,
              plugins);
      worker.awaitReady();
      run(findings, broker, worker, version);
      worker.stop();
    }
  }

  private void run(Findings findings, Broker broker, Worker worker, String version)
      throws IOException, InterruptedException {
    String topic = "orders-" + version;
    Model model = new Model();
    SandboxProcess sandbox =
        SandboxProcess.start(
            children, "sandbox-" + version, "256m", Shop.workspace(CUSTOMERS, 10_000, 100_000));
    try (Topics topics = new Topics(broker);
        Feed feed = new Feed(broker, topic, model)) {
      topics.create(topic, PARTITIONS);
      feed.send(Changes.of(ORDERS, CUSTOMERS));
      worker.rest().put(topic, Sink.orders(topic, sandbox, site.secrets()));
      worker.rest().awaitRunning(topic);
      Await.until("the last record", MAX, () -> topics.unfinished(topic, topic, PARTITIONS) == 0);
      Model.Comparison found = model.compare(sandbox.objects(Shop.TYPE), sandbox.contacts());
      String shown = worker.rest().get("/").path("version").asText();
      findings.heading("Kafka Connect " + shown + ":");
      findings.equal("objects", found.objects, model.size());
      findings.equal("  with the values of the last record", found.current, model.size());
      if (!found.isEqual() || !shown.equals(version)) {
        findings.wrong("Kafka Connect " + version + ", in fact " + shown + ": " + found);
      }
      worker.rest().delete(topic);
    } finally {
      sandbox.close();
    }
    out.println();
  }
}
