package io.github.intercomobjects.connect.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What happens to processes during a run, evenly over its records. */
final class Disruptions {
  private static final Duration FREEZE = Duration.ofSeconds(30);

  /** The end of a consumer's session, and the start and the lease of the task that takes over. */
  private static final Duration SETTLING = Worker.SESSION.plusSeconds(15);

  private static final Duration MAX = Duration.ofHours(2);

  private final PrintStream out;
  private final List<Worker> workers;
  private final Broker broker;
  private final Count done;
  private final long total;
  private final List<Windows.Disturbance> times = new ArrayList<>();

  /**
   * @param done the number of records that are finished
   * @param total the number of all records
   */
  Disruptions(PrintStream out, List<Worker> workers, Broker broker, Count done, long total) {
    this.out = out;
    this.workers = workers;
    this.broker = broker;
    this.done = done;
    this.total = total;
  }

  /** A number that others change. */
  interface Count {
    long get() throws IOException, InterruptedException;
  }

  /** Starts a further worker. */
  interface Start {
    Worker start() throws IOException;
  }

  /** One thing that happens. */
  private interface Event {
    String happen() throws IOException, InterruptedException;
  }

  void run(int kills, int freezes, Start start) throws IOException, InterruptedException {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < Math.max(kills, freezes); i++) {
      Worker killed = workers.get(i % workers.size());
      Worker frozen = workers.get((i + 1) % workers.size());
      if (i < kills) {
        events.add(() -> kill(killed));
      }
      if (i < freezes) {
        events.add(() -> freeze(frozen));
      }
    }
    events.add(events.size() / 2, this::restartBroker);
    events.add(() -> addAndRemove(start));
    for (int i = 0; i < events.size(); i++) {
      long at = total * (i + 1) / (events.size() + 2);
      Await.until(at + " records", MAX, () -> done.get() >= at);
      long records = done.get();
      Instant begin = Instant.now();
      String what = events.get(i).happen();
      times.add(new Windows.Disturbance(begin, Instant.now().plus(SETTLING)));
      out.printf("  after %,d of %,d records: %s%n", records, total, what);
    }
  }

  /** Returns the times of what has happened. */
  List<Windows.Disturbance> times() {
    return times;
  }

  private static String kill(Worker worker) throws IOException, InterruptedException {
    worker.kill();
    worker.restart();
    worker.awaitReady();
    return worker.name() + " killed (kill -9) and started again";
  }

  private static String freeze(Worker worker) throws IOException, InterruptedException {
    worker.freeze();
    try {
      TimeUnit.SECONDS.sleep(FREEZE.toSeconds());
    } finally {
      worker.resume();
    }
    return worker.name() + " frozen for " + FREEZE.toSeconds() + " s";
  }

  private String restartBroker() throws IOException, InterruptedException {
    broker.restart();
    return "broker killed (kill -9) and started again";
  }

  private String addAndRemove(Start start) throws IOException, InterruptedException {
    Worker added = start.start();
    added.awaitReady();
    long before = done.get();
    Await.until(
        "records with one more worker", MAX, () -> done.get() > before || done.get() >= total);
    added.stop();
    return "a third worker added and removed";
  }
}
