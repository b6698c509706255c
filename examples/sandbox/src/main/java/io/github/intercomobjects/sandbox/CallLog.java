package io.github.intercomobjects.sandbox;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The newest calls and the number of all calls. It limits the kept calls by their number and, since
 * a few large bodies would fill the memory too, by their size. Thread-safe.
 */
final class CallLog {
  static final int DEFAULT_CALLS = 1_000;
  static final int DEFAULT_BODY_BYTES = 64 * 1024;

  private final int maxCalls;
  private final long maxBytes;
  private final ArrayDeque<RecordedCall> newest = new ArrayDeque<>();
  private long bytes;
  private long total;

  CallLog(int maxCalls, long maxBytes) {
    this.maxCalls = maxCalls;
    this.maxBytes = maxBytes;
  }

  synchronized void add(RecordedCall call) {
    total++;
    newest.addLast(call);
    bytes += call.size();
    // The newest call is always kept: the size of its bodies has its own limit.
    while (newest.size() > maxCalls || (bytes > maxBytes && newest.size() > 1)) {
      bytes -= newest.removeFirst().size();
    }
  }

  synchronized Snapshot snapshot() {
    return new Snapshot(total, List.copyOf(newest));
  }

  synchronized long total() {
    return total;
  }

  /** Discards the kept calls but not their number. */
  synchronized void discard() {
    newest.clear();
    bytes = 0;
  }

  synchronized void clear() {
    discard();
    total = 0;
  }

  /**
   * The content at one moment.
   *
   * @param total the number of all calls, including those that are no longer kept
   * @param calls the kept calls, the oldest first
   */
  record Snapshot(long total, List<RecordedCall> calls) {
    /** Returns the number of the call at an index of the list; the first call ever has 1. */
    long number(int index) {
      return total - calls.size() + index + 1;
    }
  }
}
