package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Freezes the worker that runs the task while newer versions come, until the other one has written
 * them, and then continues it: none of the calls that it still has in hand may bring back an old
 * version.
 */
final class FreezeRun {
  private static final int CUSTOMERS = 50;
  private static final int VERSIONS = 4;
  private static final int PARTITIONS = 4;
  private static final Duration MAX = Duration.ofMinutes(5);

  private final int runs = Integer.getInteger("connect.freeze.runs", 20);
  private final int orders = Integer.getInteger("connect.freeze.orders", 2_000);
  private final PrintStream out;
  private final Children children;
  private final Site site;

  FreezeRun(PrintStream out, Children children, Site site) {
    this.out = out;
    this.children = children;
    this.site = site;
  }

  void run(Findings findings) throws IOException, InterruptedException {
    Broker broker = Broker.start(children, site.folder().resolve("broker"));
    List<Worker> workers = Worker.startTwo(children, site, broker, site.pluginPath());
    out.printf(
        "Freeze: %,d objects, %d versions of each, the worker is frozen in the middle%n",
        orders, VERSIONS);
    int stale = 0;
    int others = 0;
    for (int run = 1; run <= runs; run++) {
      Model.Comparison found = freeze(broker, workers, run);
      stale += found.stale.size();
      others += found.missing.size() + found.doubled.size() + found.unlinked.size();
      if (!found.isEqual()) {
        findings.wrong("run " + run + ": " + found);
      }
    }
    findings.heading("Freeze, " + runs + " runs:");
    findings.equal("objects with an old version", stale, 0);
    findings.equal("objects missing, twice or not linked", others, 0);
  }

  private Model.Comparison freeze(Broker broker, List<Worker> workers, int run)
      throws IOException, InterruptedException {
    String topic = "orders-" + run;
    String connector = "sink-" + run;
    Model model = new Model();
    SandboxProcess sandbox =
        SandboxProcess.start(
            children, "sandbox-" + run, "256m", Shop.workspace(CUSTOMERS, 100_000, 100_000));
    // So that many calls are on the way when the worker is frozen.
    sandbox.fail(Map.of("fault", "delay", "milliseconds", 300));
    try (Topics topics = new Topics(broker);
        Feed feed = new Feed(broker, topic, model)) {
      topics.create(topic, PARTITIONS);
      feed.send(versions(0, VERSIONS / 2));
      ConnectRest rest = workers.get(0).rest();
      rest.put(connector, Sink.orders(topic, sandbox, site.secrets()));
      rest.awaitRunning(connector);
      Await.until("some objects", MAX, () -> sandbox.count(Shop.TYPE) > orders / 10);
      Worker owner = owner(workers, rest.workerOfTask(connector));
      Worker other = owner == workers.get(0) ? workers.get(1) : workers.get(0);
      long start = System.nanoTime();
      owner.freeze();
      int before = sandbox.count(Shop.TYPE);
      if (before >= orders) {
        throw new IOException("the worker had written everything before it was frozen");
      }
      try {
        feed.send(versions(VERSIONS / 2, VERSIONS));
        Await.until(
            "the other worker", MAX, () -> topics.unfinished(connector, topic, PARTITIONS) == 0);
      } finally {
        owner.resume();
      }
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      long calls = sandbox.calls();
      awaitQuiet(owner, sandbox);
      Model.Comparison found = model.compare(sandbox.objects(Shop.TYPE), sandbox.contacts());
      out.printf(
          "  run %d: frozen at %,d objects for %d s, %,d calls after that; %s%n",
          run, before, seconds, sandbox.calls() - calls, found);
      other.rest().delete(connector);
      return found;
    } finally {
      sandbox.close();
    }
  }

  /** Returns some versions of all orders, the older ones first. */
  private List<Change> versions(int from, int to) {
    List<Change> changes = new ArrayList<>();
    for (int version = from; version < to; version++) {
      for (int i = 0; i < orders; i++) {
        changes.add(
            new Change(
                "ORDER-" + i,
                new Order(
                    version == VERSIONS - 1 ? "delivered" : "processing",
                    i + version / 4.0,
                    "customer-" + i % CUSTOMERS)));
      }
    }
    return changes;
  }

  private static Worker owner(List<Worker> workers, String id) {
    return workers.stream().filter(worker -> worker.id().equals(id)).findFirst().orElseThrow();
  }

  /** Waits until a worker has noticed that it was frozen, and what it still sends has arrived. */
  private static void awaitQuiet(Worker worker, SandboxProcess sandbox)
      throws IOException, InterruptedException {
    worker.awaitReady();
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    long[] calls = {-1, 0};
    Await.until(
        "calls to end",
        MAX,
        () -> {
          boolean more = sandbox.calls() != calls[0];
          calls[0] = sandbox.calls();
          calls[1] = more ? System.nanoTime() : calls[1];
          return System.nanoTime() > end
              && System.nanoTime() - calls[1] > Duration.ofSeconds(3).toNanos();
        });
  }
}
