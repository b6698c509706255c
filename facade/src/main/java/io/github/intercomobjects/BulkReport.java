package io.github.intercomobjects;

import io.github.intercomobjects.CallListener.Wait.Reason;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What became of the items of a {@link Bulk}. Immutable. */
public final class BulkReport implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  private final boolean complete;
  private final long stored;
  private final long partlyStored;
  private final long deleted;
  private final long absent;
  private final long failed;
  private final TreeMap<String, Long> failures;
  private final TreeMap<String, Long> dropped;
  private final long calls;
  private final long retries;
  private final long rateLimited;
  private final EnumMap<Reason, Duration> waits;
  private final Duration elapsed;

  BulkReport(
      boolean complete,
      long stored,
      long partlyStored,
      long deleted,
      long absent,
      long failed,
      Map<String, Long> failures,
      Map<String, Long> dropped,
      long calls,
      long retries,
      long rateLimited,
      Map<Reason, Duration> waits,
      Duration elapsed) {
    this.complete = complete;
    this.stored = stored;
    this.partlyStored = partlyStored;
    this.deleted = deleted;
    this.absent = absent;
    this.failed = failed;
    this.failures = new TreeMap<>(failures);
    this.dropped = new TreeMap<>(dropped);
    this.calls = calls;
    this.retries = retries;
    this.rateLimited = rateLimited;
    this.waits = new EnumMap<>(Reason.class);
    this.waits.putAll(waits);
    this.elapsed = elapsed;
  }

  /** Whether the source was read to its end, and each of its items has ended, well or not. */
  public boolean isComplete() {
    return complete;
  }

  /** How many items were stored, those of {@link #getPartlyStored} included. */
  public long getStored() {
    return stored;
  }

  /** How many items were stored without some of what was sent: see {@link #getDropped}. */
  public long getPartlyStored() {
    return partlyStored;
  }

  /** How many objects were deleted. */
  public long getDeleted() {
    return deleted;
  }

  /** How many objects that were to be deleted were not there. */
  public long getAbsent() {
    return absent;
  }

  /** How many items failed. */
  public long getFailed() {
    return failed;
  }

  /**
   * How many items failed for which reason: the status and Intercom's code ({@code 400
   * parameter_invalid}), the status alone ({@code status 500}), or the simple name of the
   * exception; beyond a hundred reasons, {@code others}. Cannot be changed.
   */
  public Map<String, Long> getFailures() {
    return Collections.unmodifiableMap(failures);
  }

  /**
   * How often which attribute was sent and not stored ({@link Upserted#getDropped}); beyond a
   * hundred names, {@code others}. Cannot be changed.
   */
  public Map<String, Long> getDropped() {
    return Collections.unmodifiableMap(dropped);
  }

  /** How many HTTP calls were made. */
  public long getCalls() {
    return calls;
  }

  /** How many of them repeated one that had failed or was refused by the rate limit. */
  public long getRetries() {
    return retries;
  }

  /** How many were answered with 429: none, unless others use the same limit. */
  public long getRateLimited() {
    return rateLimited;
  }

  /**
   * How long items waited, by the reason; the sum over all of them, which wait side by side. Cannot
   * be changed.
   */
  public Map<Reason, Duration> getWaits() {
    return Collections.unmodifiableMap(waits);
  }

  /** How long the run took. */
  public Duration getElapsed() {
    return elapsed;
  }

  /**
   * In one line, such as {@code 1,200 stored (3 without {status=3}), 2 failed {status 500=2}, …}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d stored", stored));
    if (partlyStored > 0) {
      text.append(String.format(Locale.ROOT, " (%,d without %s)", partlyStored, dropped));
    }
    if (deleted + absent > 0) {
      text.append(String.format(Locale.ROOT, ", %,d deleted, %,d absent", deleted, absent));
    }
    text.append(String.format(Locale.ROOT, ", %,d failed", failed));
    if (failed > 0) {
      text.append(' ').append(failures);
    }
    text.append(
        String.format(
            Locale.ROOT,
            ", %,d calls, %,d of them repeated, in %.1f s",
            calls,
            retries,
            elapsed.toNanos() / 1e9));
    return complete ? text.toString() : text.append("; not complete").toString();
  }
}
