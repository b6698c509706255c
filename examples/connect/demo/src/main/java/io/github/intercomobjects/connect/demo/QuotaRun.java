package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Two connectors with one token on two workers, which share its limit without any setting. */
final class QuotaRun {
  private static final List<String> NAMES = List.of("orders-1", "orders-2");
  private static final int CUSTOMERS = 50;
  private static final int PARTITIONS = 4;
  private static final int QUOTA = 1_667;
  private static final Duration MAX = Duration.ofMinutes(15);

  private final int orders = Integer.getInteger("connect.quota.orders", 10_000);
  private final PrintStream out;
  private final Children children;
  private final Site site;

  QuotaRun(PrintStream out, Children children, Site site) {
    this.out = out;
    this.children = children;
    this.site = site;
  }

  void run(Findings findings) throws IOException, InterruptedException {
    Broker broker = Broker.start(children, site.folder().resolve("broker"));
    ConnectRest rest = Worker.startTwo(children, site, broker, site.pluginPath()).get(0).rest();
    SandboxProcess sandbox =
        SandboxProcess.start(
            children, "sandbox", "512m", Shop.workspace(CUSTOMERS, QUOTA, 1_000_000));
    out.printf("Quota: two workers with one token, %,d orders each%n", orders);
    Model model = new Model();
    try (Topics topics = new Topics(broker)) {
      for (String name : NAMES) {
        topics.create(name, PARTITIONS);
        try (Feed feed = new Feed(broker, name, model)) {
          feed.send(Changes.of(name + "-", orders, CUSTOMERS));
        }
      }
      for (String name : NAMES) {
        rest.put(name, Sink.orders(name, sandbox, site.secrets()));
      }
      for (String name : NAMES) {
        rest.awaitRunning(name);
      }
      boolean isSpread = !rest.workerOfTask(NAMES.get(0)).equals(rest.workerOfTask(NAMES.get(1)));
      for (String name : NAMES) {
        Await.until("the last record", MAX, () -> topics.unfinished(name, name, PARTITIONS) == 0);
      }
      Model.Comparison found = model.compare(sandbox.objects(Shop.TYPE), sandbox.contacts());
      Windows windows = new Windows(QUOTA, List.of());
      windows.add(sandbox.windows());
      findings.heading("One token on two workers:");
      findings.equal("workers with a task", isSpread ? 2 : 1, 2);
      findings.equal("objects", found.objects, model.size());
      findings.equal("  with the values of the last record", found.current, model.size());
      findings.plain("calls", sandbox.calls());
      findings.atMost("  refused by the rate limit", windows.refused(), sandbox.calls() / 100);
      windows.report(findings);
      if (!found.isEqual()) {
        findings.wrong(found.toString());
      }
    }
  }
}
