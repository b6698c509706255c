package io.github.intercomobjects;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.intercomobjects.CallListener.Wait.Reason;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The counts of a {@link Bulk} run. Immutable. */
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
  private final boolean inFlightLimited;
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
      boolean inFlightLimited,
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
    this.inFlightLimited = inFlightLimited;
    this.waits = new EnumMap<>(Reason.class);
    this.waits.putAll(waits);
    this.elapsed = elapsed;
  }

  /** Returns whether the source was read to its end and every item ended, failed or not. */
  public boolean isComplete() {
    return complete;
  }

  /** Returns the number of items that were stored, including {@link #getPartlyStored}. */
  public long getStored() {
    return stored;
  }

  /** Returns the number of items that were stored only in part: see {@link #getDropped}. */
  public long getPartlyStored() {
    return partlyStored;
  }

  /** Returns the number of objects that were deleted. */
  public long getDeleted() {
    return deleted;
  }

  /** Returns the number of objects to delete that did not exist. */
  public long getAbsent() {
    return absent;
  }

  /** Returns the number of items that failed. */
  public long getFailed() {
    return failed;
  }

  /**
   * Returns the number of failed items by reason, as an unmodifiable map: the status and Intercom's
   * code ({@code 400 parameter_invalid}), the status alone ({@code status 500}), or the simple name
   * of the exception; beyond a hundred reasons, {@code others}.
   */
  public Map<String, Long> getFailures() {
    return Collections.unmodifiableMap(failures);
  }

  /**
   * Returns how often each attribute was not stored ({@link Upserted#getDropped}), as an
   * unmodifiable map; beyond a hundred names, {@code others}.
   */
  public Map<String, Long> getDropped() {
    return Collections.unmodifiableMap(dropped);
  }

  /** Returns the number of HTTP requests, those that look up contacts included. */
  public long getCalls() {
    return calls;
  }

  /** Returns the number of requests that were retries, after a failure or for the rate limit. */
  public long getRetries() {
    return retries;
  }

  /** Returns the number of 429 responses: none, unless other programs use the same limit. */
  public long getRateLimited() {
    return rateLimited;
  }

  /**
   * Returns whether the number of calls in flight limited the speed for most of the run, and not
   * the rate limit: {@link Bulk#maxInFlight}, or the threads of {@link Bulk#executor} or of the
   * system, were fewer than the windows and the duration of calls need.
   */
  public boolean isInFlightLimited() {
    return inFlightLimited;
  }

  /**
   * Returns the sum of the waits of all items by reason, as an unmodifiable map. Items wait in
   * parallel, so it may exceed the elapsed time.
   */
  public Map<Reason, Duration> getWaits() {
    return Collections.unmodifiableMap(waits);
  }

  /** Returns the duration of the run. */
  public Duration getElapsed() {
    return elapsed;
  }

  /**
   * Returns the report in the form of JSON, as an unmodifiable map with the keys {@code complete},
   * {@code stored}, {@code partly_stored}, {@code deleted}, {@code absent}, {@code failed}, {@code
   * failures}, {@code dropped}, {@code calls}, {@code retries}, {@code rate_limited}, {@code
   * in_flight_limited}, {@code waits_millis} (by the names of the reasons in lower case) and {@code
   * elapsed_millis}. Jackson writes this form.
   */
  @JsonValue
  public Map<String, @Nullable Object> toMap() {
    Map<String, Long> waitsMillis = new TreeMap<>();
    waits.forEach(
        (reason, span) -> waitsMillis.put(reason.name().toLowerCase(Locale.ROOT), span.toMillis()));
    return JsonForm.of(
        "complete", complete,
        "stored", stored,
        "partly_stored", partlyStored,
        "deleted", deleted,
        "absent", absent,
        "failed", failed,
        "failures", getFailures(),
        "dropped", getDropped(),
        "calls", calls,
        "retries", retries,
        "rate_limited", rateLimited,
        "in_flight_limited", inFlightLimited,
        "waits_millis", Collections.unmodifiableMap(waitsMillis),
        "elapsed_millis", elapsed.toMillis());
  }

  /** Returns one line, such as {@code 1,200 stored (3 without {status=3}), 2 failed {…}, …}. */
  @Override
  public String toString() {
    double seconds = elapsed.toNanos() / 1e9;
    Formatter text = new Formatter(Locale.ROOT).format("%,d stored", stored);
    if (partlyStored > 0) {
      text.format(" (%,d without %s)", partlyStored, dropped);
    }
    if (deleted + absent > 0) {
      text.format(", %,d deleted, %,d absent", deleted, absent);
    }
    text.format(", %,d failed%s", failed, failed > 0 ? " " + failures : "");
    text.format(", %,d calls, %,d of them retries, in %.1f s", calls, retries, seconds);
    text.format(inFlightLimited ? "; limited by the calls in flight, not by the rate limit" : "");
    return text + (complete ? "" : "; not complete");
  }
}
