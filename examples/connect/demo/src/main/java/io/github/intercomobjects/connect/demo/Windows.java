package io.github.intercomobjects.connect.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The use of the rate windows of several workspaces. */
final class Windows {
  private final int limit;
  private final List<Integer> uses = new ArrayList<>();
  private long refused;

  Windows(int limit) {
    this.limit = limit;
  }

  /** Adds the windows of a workspace, of which the first and the last are not complete. */
  void add(JsonNode windows) {
    for (int i = 0; i < windows.size(); i++) {
      refused += windows.get(i).path("refused").asLong();
      if (i > 0 && i < windows.size() - 1) {
        uses.add(windows.get(i).path("calls").asInt());
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

  /** Returns the number of windows that were used to 97 % at least. */
  long full() {
    return uses.stream().filter(use -> use >= limit * 0.97).count();
  }

  /** Returns the median of the use in thousandths of the limit. */
  long median() {
    return uses.isEmpty() ? 0 : uses.get(uses.size() / 2) * 1000L / limit;
  }
}
