package io.github.intercomobjects.live;

import java.util.ArrayList;
import java.util.List;

/** What a question saw, a line for each call. */
final class Lines {
  private final List<String> lines = new ArrayList<>();

  Lines add(String call, String seen) {
    lines.add(call + ": " + seen);
    return this;
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
