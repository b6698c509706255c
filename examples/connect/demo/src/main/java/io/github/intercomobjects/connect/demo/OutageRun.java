package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Intercom fails for minutes while records come: no record may be lost, and no call wasted. */
final class OutageRun {
  private static final String CONNECTOR = "orders-to-intercom";
  private static final String TOPIC = "orders";
  private static final String DEAD_LETTERS = "orders-not-in-intercom";
  private static final int CUSTOMERS = 50;
  private static final int PARTITIONS = 4;

  /** So few that their records fit into the buffer of the connector. */
  private static final int ORDERS = 1_500;

  /** The most calls that the library has in flight while they are short. */
  private static final int IN_FLIGHT = 256;

  /** Calls that were in flight at either end of the outage, and are sent again after it. */
  private static final int REPEATED = 20;

  private static final Duration MAX = Duration.ofMinutes(5);

  private final int seconds = Integer.getInteger("connect.outage.seconds", 600);
  private final PrintStream out;
  private final Children children;
  private final Site site;

  OutageRun(PrintStream out, Children children, Site site) {
    this.out = out;
    this.children = children;
    this.site = site;
  }

  void run(Findings findings) throws IOException, InterruptedException {
    Broker broker = Broker.start(children, site.folder().resolve("broker"));
    Worker worker = Worker.start(children, "worker", Jvm.small(), site, broker, site.pluginPath());
    SandboxProcess sandbox =
        SandboxProcess.start(
            children, "sandbox", "256m", Shop.workspace(CUSTOMERS, 1_667, 100_000));
    Model model = new Model();
    worker.awaitReady();
    try (Topics topics = new Topics(broker);
        Feed feed = new Feed(broker, TOPIC, model)) {
      topics.create(TOPIC, PARTITIONS);
      topics.create(DEAD_LETTERS, 1);
      Map<String, String> settings = Sink.orders(TOPIC, sandbox, site.secrets());
      settings.put("errors.tolerance", "all");
      settings.put("errors.deadletterqueue.topic.name", DEAD_LETTERS);
      settings.put("errors.deadletterqueue.topic.replication.factor", "1");
      worker.rest().put(CONNECTOR, settings);
      worker.rest().awaitRunning(CONNECTOR);
      List<Change> changes = Changes.of(ORDERS, CUSTOMERS);
      // The outage begins while the connector is busy with the first ones.
      List<Change> first = changes.subList(0, changes.size() / 3);
      feed.send(first);
      Await.until("some objects", MAX, () -> sandbox.count(Shop.TYPE) > ORDERS / 10);
      out.printf("Outage: every call gets a 503 for %d s%n", seconds);
      sandbox.fail(Map.of("fault", "status", "status", 503));
      long before = sandbox.calls();
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      feed.send(changes.subList(first.size(), changes.size()), seconds * 1000L / 2);
      int stopped = 0;
      while (System.nanoTime() < end) {
        stopped += worker.rest().isRunning(CONNECTOR) ? 0 : 1;
        TimeUnit.SECONDS.sleep(1);
      }
      long failed = sandbox.calls() - before;
      sandbox.clearFaults();
      Await.until(
          "the last record", MAX, () -> topics.unfinished(CONNECTOR, TOPIC, PARTITIONS) == 0);
      Model.Comparison found = model.compare(sandbox.objects(Shop.TYPE), sandbox.contacts());
      findings.heading("Outage of " + seconds + " s:");
      findings.plain("records", changes.size());
      // A probe every five seconds, and what was in flight, each with two attempts.
      findings.atMost("calls that failed", failed, 2L * (seconds / 5 + IN_FLIGHT));
      findings.equal("seconds in which the connector did not run", stopped, 0);
      findings.equal("dead letters", topics.unfinished("none", DEAD_LETTERS, 1), 0);
      findings.equal("objects", found.objects, model.size());
      findings.equal("  with the values of the last record", found.current, model.size());
      // One for each order, and one more for each that was deleted and created again.
      findings.atMost(
          "calls after it",
          sandbox.calls() - before - failed,
          ORDERS + Changes.recreated(ORDERS) + CUSTOMERS + REPEATED);
      if (!found.isEqual()) {
        findings.wrong(found.toString());
      }
    }
  }
}
