package io.github.intercomobjects.connect.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The use of the rate windows of several workspaces. */
final class Windows {
  static final Duration LENGTH = Duration.ofSeconds(10);

  /**
   * A time in which something happened to a process.
   *
   * @param end when it was over, and all tasks had gone on
   */
  record Disturbance(Instant begin, Instant end) {
    private boolean touches(Instant window) {
      return window.isBefore(end) && window.plus(LENGTH).isAfter(begin);
    }
  }

  private final int limit;
  private final List<Disturbance> disturbances;
  private final List<Integer> uses = new ArrayList<>();
  private long refused;

  /**
   * @param disturbances the times of which no window is counted
   */
  Windows(int limit, List<Disturbance> disturbances) {
    this.limit = limit;
    this.disturbances = disturbances;
  }

  /**
   * Adds the windows of a workspace. The first one and the last one are not complete, and in the
   * one before the last, fewer records may wait than it has places.
   */
  void add(JsonNode windows) {
    NavigableMap<Instant, Integer> calls = new TreeMap<>();
    for (JsonNode window : windows) {
      calls.put(Instant.parse(window.path("start").asText()), window.path("calls").asInt());
      refused += window.path("refused").asLong();
    }
    if (!calls.isEmpty()) {
      Instant last = calls.lastKey().minus(LENGTH);
      for (Instant start = calls.firstKey().plus(LENGTH);
          start.isBefore(last);
          start = start.plus(LENGTH)) {
        Instant window = start;
        if (disturbances.stream().noneMatch(one -> one.touches(window))) {
          // The sandbox keeps no windows without a call.
          uses.add(calls.getOrDefault(start, 0));
        }
      }
    }
    Collections.sort(uses);
  }

  long refused() {
    return refused;
  }

  int count() {
    return uses.size();
  }

  /** Returns the number of windows that were used to less than 97 %. */
  long notFull() {
    return uses.stream().filter(use -> use < limit * 0.97).count();
  }

  /** Returns the least use of a window in thousandths of the limit. */
  long least() {
    return uses.isEmpty() ? 0 : uses.get(0) * 1000L / limit;
  }

  void report(Findings findings) {
    findings.plain("complete windows, without those of disturbances", count());
    findings.equal("  used to less than 97 %", notFull(), 0);
    findings.plain("  least use in per mille", least());
    if (uses.isEmpty()) {
      findings.wrong("no window can be judged; more records are needed");
    }
  }
}
