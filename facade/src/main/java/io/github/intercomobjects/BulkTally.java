package io.github.intercomobjects;

import io.github.intercomobjects.CallListener.Wait.Reason;
import io.github.intercomobjects.Upserted.Dropped;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The running counts of a run. Guarded by its owner. */
final class BulkTally {
  /** The number of different texts from Intercom that are counted, to limit the memory. */
  private static final int MOST_NAMES = 100;

  private final Timing timing;
  private final long startNanos;
  final Map<String, Long> failures = new TreeMap<>();
  final Map<String, Long> dropped = new TreeMap<>();
  final Map<Reason, Duration> waits = new EnumMap<>(Reason.class);
  long stored;
  long partlyStored;
  long deleted;
  long absent;
  long failed;
  long calls;
  long retries;
  long rateLimited;

  /** The calls whose ends showed whether enough were in flight. */
  private long judged;

  /** Those of them that ended while too few were in flight, though there were items. */
  private long held;

  BulkTally(Timing timing) {
    this.timing = timing;
    this.startNanos = timing.nanoTime();
  }

  /** Adds the end of a call, and whether too few were in flight then. */
  void addEnd(boolean isHeld) {
    judged++;
    held += isHeld ? 1 : 0;
  }

  /** Adds the state of a call that has ended. */
  void add(CallState call) {
    calls += call.attempts();
    retries += Math.max(0, call.attempts() - 1);
    rateLimited += call.rateLimited();
    call.waits().forEach((reason, span) -> waits.merge(reason, span, Duration::plus));
  }

  /** Adds the result of an item. */
  void add(Bulk.Result<?> result) {
    RuntimeException failure = result.getFailure();
    if (failure != null) {
      failed++;
      count(failures, reason(failure));
    } else if (result.getId() != null) {
      stored++;
      partlyStored += result.getDropped().isEmpty() ? 0 : 1;
    } else if (result.isDeleted()) {
      deleted++;
    } else {
      absent++;
    }
    for (Dropped one : result.getDropped()) {
      count(dropped, one.getName());
    }
  }

  private static void count(Map<String, Long> counts, String text) {
    String name = ForeignText.of(text);
    counts.merge(
        counts.size() < MOST_NAMES || counts.containsKey(name) ? name : "others", 1L, Long::sum);
  }

  private static String reason(RuntimeException failure) {
    if (failure instanceof ApiException e) {
      String code = e.getErrors().isEmpty() ? null : e.getErrors().get(0).getCode();
      return code == null ? "status " + e.getStatus() : e.getStatus() + " " + code;
    }
    return failure.getClass().getSimpleName();
  }

  Bulk.Progress progress(@Nullable Long total) {
    return new Bulk.Progress(
        stored + deleted + absent + failed,
        failed,
        total,
        elapsed(),
        Instant.ofEpochMilli(timing.epochMillis()));
  }

  private Duration elapsed() {
    return Duration.ofNanos(timing.nanoTime() - startNanos);
  }

  BulkReport report(boolean complete) {
    return report(complete, 2 * held > judged, elapsed());
  }

  /** Returns a report of the counts, for {@link Fakes} with what only a run knows. */
  BulkReport report(boolean complete, boolean inFlightLimited, Duration elapsed) {
    return new BulkReport(
        complete,
        stored,
        Math.min(partlyStored, stored),
        deleted,
        absent,
        failed,
        failures,
        dropped,
        calls,
        retries,
        rateLimited,
        inFlightLimited,
        waits,
        elapsed);
  }
}
