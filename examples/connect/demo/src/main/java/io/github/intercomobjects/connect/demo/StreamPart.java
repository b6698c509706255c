package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The first part: an application writes orders to a topic, and the worker is killed. */
final class StreamPart {
  static final int CUSTOMERS = 200;

  private static final String CONNECTOR = "orders-to-intercom";
  private static final String TOPIC = "orders";
  private static final int PARTITIONS = 4;
  private static final int ORDERS = 2_000;
  private static final int SECONDS = 15;
  private static final Duration MAX = Duration.ofMinutes(5);

  private final PrintStream out;
  private final Broker broker;
  private final Worker worker;
  private final SandboxProcess sandbox;
  private final Map<String, String> settings;
  private final Model model = new Model();

  StreamPart(PrintStream out, Broker broker, Worker worker, SandboxProcess sandbox, Site site)
      throws IOException {
    this.out = out;
    this.broker = broker;
    this.worker = worker;
    this.sandbox = sandbox;
    this.settings = Sink.orders(TOPIC, sandbox, site.secrets());
  }

  void run(Findings findings) throws IOException, InterruptedException {
    List<Change> changes = Changes.of(ORDERS, CUSTOMERS);
    out.println();
    out.println("1. An application writes orders to a topic");
    out.println();
    out.println("The connector " + CONNECTOR + " has these settings:");
    settings.forEach((name, value) -> out.println("  " + name + "=" + value));
    out.println();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (Topics topics = new Topics(broker);
        Feed feed = new Feed(broker, TOPIC, model)) {
      topics.create(TOPIC, PARTITIONS);
      worker.rest().put(CONNECTOR, settings);
      worker.rest().awaitRunning(CONNECTOR);
      out.printf(
          "In %d seconds %,d records are written, of %,d orders: created, changed, deleted.%n",
          SECONDS, changes.size(), ORDERS);
      Callable<Void> writing =
          () -> {
            feed.send(changes, SECONDS * 1000L);
            return null;
          };
      long start = System.nanoTime();
      Future<Void> written = thread.submit(writing);
      killInMidRun();
      get(written);
      Await.until(
          "the last record", MAX, () -> topics.unfinished(CONNECTOR, TOPIC, PARTITIONS) == 0);
      out.printf(
          "%,d s after the first record, the last is in the workspace.%n",
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
    } finally {
      thread.shutdownNow();
    }
    compare(findings, changes.size());
  }

  private void killInMidRun() throws IOException, InterruptedException {
    int some = ORDERS / 5;
    Await.until(some + " objects", MAX, () -> sandbox.count(Shop.TYPE) >= some);
    worker.kill();
    out.printf(
        "With %,d objects in the workspace, the worker is killed (kill -9) and started again.%n",
        sandbox.count(Shop.TYPE));
    long start = System.nanoTime();
    worker.restart();
    worker.awaitReady();
    int before = sandbox.count(Shop.TYPE);
    Await.until("the restarted worker", MAX, () -> sandbox.count(Shop.TYPE) > before);
    out.printf(
        "%d s later it continues from the last offset that was committed.%n",
        Duration.ofNanos(System.nanoTime() - start).toSeconds());
  }

  private void compare(Findings findings, int records) throws IOException, InterruptedException {
    Model.Comparison found = model.compare(sandbox.objects(Shop.TYPE), sandbox.contacts());
    out.println();
    findings.heading("The workspace, compared with a plain map:");
    findings.equal("objects", found.objects, model.size());
    findings.equal("  with the values of the last record", found.current, model.size());
    findings.equal("  linked to their customer", found.linked, model.size());
    findings.equal("objects missing", found.missing.size(), 0);
    findings.equal("objects that should be deleted", found.extra.size(), 0);
    findings.equal("objects twice", found.doubled.size(), 0);
    findings.equal("calls refused by the rate limit (429)", sandbox.refused(), 0);
    findings.plain("records", records);
    findings.plain("calls", sandbox.calls());
    if (!found.isEqual()) {
      findings.wrong(found.toString());
    }
  }

  private static void get(Future<Void> written) throws IOException, InterruptedException {
    try {
      written.get();
    } catch (ExecutionException e) {
      throw new IOException("The records could not be written: " + e.getCause(), e);
    }
  }
}
