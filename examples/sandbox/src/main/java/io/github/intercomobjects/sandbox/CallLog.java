package io.github.intercomobjects.sandbox;

import java.util.ArrayDeque;
import java.util.List;

/** The latest calls, the oldest first; older ones make room, however long it runs. Thread-safe. */
final class CallLog {
  private final int maxCalls;
  private final long maxBodyChars;
  private final ArrayDeque<RecordedCall> calls = new ArrayDeque<>();
  private long bodyChars;

  CallLog(int maxCalls, long maxBodyChars) {
    this.maxCalls = maxCalls;
    this.maxBodyChars = maxBodyChars;
  }

  /** The call itself stays, whatever its size. */
  synchronized void add(RecordedCall call) {
    calls.addLast(call);
    bodyChars += call.getBody().length();
    while (calls.size() > maxCalls || (bodyChars > maxBodyChars && calls.size() > 1)) {
      bodyChars -= calls.removeFirst().getBody().length();
    }
  }

  synchronized List<RecordedCall> latest() {
    return List.copyOf(calls);
  }

  synchronized void clear() {
    calls.clear();
    bodyChars = 0;
  }
}
