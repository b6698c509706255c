package io.github.intercomobjects.connect;

import io.github.intercomobjects.CallListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The counts of a task. Thread-safe. */
final class SinkMetrics implements CallListener {
  private static final Set<String> WRITES =
      Set.of("createOrUpdateCustomObjectInstance", "deleteCustomObjectInstanceByExternalId");

  /**
   * A metric.
   *
   * @param value gives its current value
   */
  record Metric(String description, Supplier<Number> value) {}

  private final Ticks ticks;
  private final LongAdder sent = new LongAdder();
  private final LongAdder merged = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder retried = new LongAdder();
  private volatile int buffered;
  private volatile long oldestMillis = Long.MAX_VALUE;

  SinkMetrics(Ticks ticks) {
    this.ticks = ticks;
  }

  /** Returns all metrics by name. */
  Map<String, Metric> all(WindowUse window) {
    Map<String, Metric> all = new LinkedHashMap<>();
    all.put("sent-total", new Metric("Calls that stored or deleted an object", () -> sent.sum()));
    all.put(
        "merged-total",
        new Metric(
            "Records that needed no call of their own, because a later record of the object was"
                + " sent with them",
            () -> merged.sum()));
    all.put(
        "dropped-total",
        new Metric("Records of which only a part was stored", () -> dropped.sum()));
    all.put(
        "failed-total",
        new Metric("Records that were reported to the dead letter queue", () -> failed.sum()));
    all.put(
        "refused-by-lease-total",
        new Metric(
            "Records that were not sent, or not again, because another worker may have their"
                + " partition",
            () -> refused.sum()));
    all.put(
        "retried-total",
        new Metric(
            "Attempts of calls after the first one, and records that were sent again after a call"
                + " that failed",
            () -> retried.sum()));
    all.put("buffered-records", new Metric("Records that wait or are in flight", () -> buffered));
    all.put(
        "window-used-ratio",
        new Metric(
            "The part of the window of the rate limit that was used at the last response, from 0 to"
                + " 1",
            () -> window.share()));
    all.put(
        "seconds-behind",
        new Metric(
            "The age of the oldest record that is not settled, in seconds", this::secondsBehind));
    return all;
  }

  private Number secondsBehind() {
    long oldest = oldestMillis;
    return oldest == Long.MAX_VALUE ? 0 : Math.max(0, (ticks.currentTimeMillis() - oldest) / 1000);
  }

  @Override
  public void onAttempt(Attempt attempt) {
    if (attempt.getNumber() > 1) {
      retried.increment();
    }
  }

  @Override
  public void onEnd(End end) {
    if (end.getResult() == Result.SUCCESS && WRITES.contains(end.getOperation())) {
      sent.increment();
    }
  }

  void merged() {
    merged.increment();
  }

  void dropped() {
    dropped.increment();
  }

  void failed() {
    failed.increment();
  }

  void refused() {
    refused.increment();
  }

  void retried() {
    retried.increment();
  }

  /**
   * Sets what waits.
   *
   * @param oldest the time of the oldest record; {@code MAX_VALUE} for none
   */
  void buffered(int records, long oldest) {
    buffered = records;
    oldestMillis = oldest;
  }
}
