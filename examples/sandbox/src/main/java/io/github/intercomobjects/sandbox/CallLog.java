package io.github.intercomobjects.sandbox;

import java.util.ArrayDeque;
import java.util.List;

/** The newest calls, and how many there were. Thread-safe. */
final class CallLog {
  static final int DEFAULT_CALLS = 1_000;
  static final int DEFAULT_BODY_BYTES = 64 * 1024;

  private final int maxCalls;
  private final ArrayDeque<RecordedCall> newest = new ArrayDeque<>();
  private long total;

  CallLog(int maxCalls) {
    this.maxCalls = maxCalls;
  }

  synchronized void add(RecordedCall call) {
    total++;
    newest.addLast(call);
    if (newest.size() > maxCalls) {
      newest.removeFirst();
    }
  }

  synchronized Snapshot snapshot() {
    return new Snapshot(total, List.copyOf(newest));
  }

  synchronized long total() {
    return total;
  }

  synchronized void clear() {
    newest.clear();
    total = 0;
  }

  /**
   * What is there at one moment.
   *
   * @param total how many calls there were, those included that are no longer kept
   * @param calls those kept, the oldest first
   */
  record Snapshot(long total, List<RecordedCall> calls) {
    /** The number of the call at a place in the list, where the first call ever has 1. */
    long number(int index) {
      return total - calls.size() + index + 1;
    }
  }
}
