package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many records for several workspaces, while workers are killed, frozen, added and removed and the
 * broker is restarted: nothing may be lost, doubled or old.
 */
final class MillionRun {
  private static final int CUSTOMERS = 500;
  private static final int PARTITIONS = 4;
  private static final Duration MAX = Duration.ofHours(2);

  private final int records = Integer.getInteger("connect.records", 1_000_000);
  private final int workspaces = Integer.getInteger("connect.workspaces", 3);
  private final int quota = Integer.getInteger("connect.quota", 1_667);
  private final int kills = Integer.getInteger("connect.kills", 5);
  private final int freezes = Integer.getInteger("connect.freezes", 3);
  private final PrintStream out;
  private final Children children;
  private final Site site;

  MillionRun(PrintStream out, Children children, Site site) {
    this.out = out;
    this.children = children;
    this.site = site;
  }

  /** A workspace with its topic and its connector. */
  private record Lane(String name, SandboxProcess sandbox, Model model, List<Change> changes) {}

  void run(Findings findings) throws IOException, InterruptedException {
    Broker broker = Broker.start(children, site.folder().resolve("broker"));
    String plugins = site.pluginPath();
    List<Worker> workers = Worker.startTwo(children, site, broker, plugins);
    List<Lane> lanes = lanes();
    List<Windows.Disturbance> times;
    long start = System.nanoTime();
    ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
    try (Topics topics = new Topics(broker)) {
      List<Future<?>> feeds = new ArrayList<>();
      for (Lane lane : lanes) {
        topics.create(lane.name(), PARTITIONS);
        feeds.add(threads.submit(() -> feed(broker, lane)));
        workers
            .get(0)
            .rest()
            .put(lane.name(), Sink.orders(lane.name(), lane.sandbox(), site.secrets()));
      }
      int total = lanes.stream().mapToInt(lane -> lane.changes().size()).sum();
      Disruptions disruptions =
          new Disruptions(out, workers, broker, () -> done(topics, lanes), total);
      disruptions.run(
          kills,
          freezes,
          () -> Worker.start(children, "worker-3", Jvm.small(), site, broker, plugins));
      times = disruptions.times();
      for (Future<?> feed : feeds) {
        feed.get();
      }
      Await.until("the last record", MAX, () -> done(topics, lanes) == total);
    } catch (ExecutionException e) {
      throw new IOException("The records could not be written: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
    report(findings, lanes, Duration.ofNanos(System.nanoTime() - start), new Windows(quota, times));
  }

  private List<Lane> lanes() throws IOException, InterruptedException {
    List<Lane> lanes = new ArrayList<>();
    for (int i = 1; i <= workspaces; i++) {
      List<Change> changes = Changes.of(records / workspaces * 20 / 61, CUSTOMERS);
      SandboxProcess sandbox =
          SandboxProcess.start(
              children, "sandbox-" + i, "1g", Shop.workspace(CUSTOMERS, quota, records));
      lanes.add(new Lane("orders-" + i, sandbox, new Model(), changes));
    }
    return lanes;
  }

  private static Void feed(Broker broker, Lane lane) throws IOException, InterruptedException {
    try (Feed feed = new Feed(broker, lane.name(), lane.model())) {
      List<Change> changes = lane.changes();
      // In pieces, so that the futures of a million records are not kept.
      for (int from = 0; from < changes.size(); from += 10_000) {
        feed.send(changes.subList(from, Math.min(changes.size(), from + 10_000)));
      }
    }
    return null;
  }

  /** Returns the number of records that are finished. */
  private static long done(Topics topics, List<Lane> lanes)
      throws IOException, InterruptedException {
    long finished = 0;
    for (Lane lane : lanes) {
      finished += topics.finished(lane.name(), lane.name(), PARTITIONS);
    }
    return finished;
  }

  private void report(Findings findings, List<Lane> lanes, Duration time, Windows windows)
      throws IOException, InterruptedException {
    Model.Comparison sum = new Model.Comparison();
    long expected = 0;
    long calls = 0;
    long records = 0;
    for (Lane lane : lanes) {
      Model.Comparison found =
          lane.model().compare(lane.sandbox().objects(Shop.TYPE), lane.sandbox().contacts());
      if (!found.isEqual()) {
        findings.wrong(lane.name() + ": " + found);
      }
      sum.add(found);
      expected += lane.model().size();
      records += lane.changes().size();
      calls += lane.sandbox().calls();
      windows.add(lane.sandbox().windows());
    }
    findings.heading("Many records, " + time.toSeconds() + " s:");
    findings.plain("records", records);
    findings.equal("objects", sum.objects, expected);
    findings.equal("  with the values of the last record", sum.current, expected);
    findings.equal("  linked to their customer", sum.linked, expected);
    findings.equal("missing", sum.missing.size(), 0);
    findings.equal("not deleted", sum.extra.size(), 0);
    findings.equal("twice", sum.doubled.size(), 0);
    findings.atMost("calls", calls, records * 12 / 10);
    findings.atMost("  refused by the rate limit", windows.refused(), calls / 200);
    windows.report(findings);
  }
}
