package io.github.intercomobjects.sandbox;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The newest calls, and how many there were. They are bounded by their number and, since a few
 * large bodies would fill the memory as well, by their size. Thread-safe.
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
    // The newest is kept however large it is: the bodies in it have a bound of their own.
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

  /** Keeps none of the calls so far, which still count. */
  synchronized void forget() {
    newest.clear();
    bytes = 0;
  }

  synchronized void clear() {
    forget();
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
