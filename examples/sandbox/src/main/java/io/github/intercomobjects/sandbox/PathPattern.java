package io.github.intercomobjects.sandbox;

import java.util.List;

/**
 * Which paths are meant.
 *
 * @param text as it was written
 * @param segments the parts between the slashes, decoded, without a {@code **} at the end
 * @param open whether anything may follow
 */
record PathPattern(String text, List<String> segments, boolean open) {
  private static final String ANY_SEGMENT = "*";
  private static final String ANY_REST = "**";

  /**
   * @throws IllegalArgumentException if it is no path
   */
  static PathPattern parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "path must begin with a slash, as in /contacts/*: '" + text + "'");
    }
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "path must be without a query, which does not matter to it: '" + text + "'");
    }
    if (ControlPath.contains(text)) {
      throw new IllegalArgumentException(
          "Faults never apply to " + ControlPath.ROOT + "/: '" + text + "'");
    }
    List<String> segments;
    try {
      segments = Call.segments(text);
    } catch (Refusal e) {
      throw new IllegalArgumentException("path has a malformed escape: '" + text + "'", e);
    }
    boolean open = segments.get(segments.size() - 1).equals(ANY_REST);
    if (open) {
      segments = segments.subList(0, segments.size() - 1);
    }
    if (segments.contains(ANY_REST)) {
      throw new IllegalArgumentException(
          "path can have ** at its end only; * stands for one part of it: '" + text + "'");
    }
    return new PathPattern(text, segments, open);
  }

  /**
   * @param path the parts of a path between its slashes, decoded
   */
  boolean matches(List<String> path) {
    if (open ? path.size() < segments.size() : path.size() != segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (!segment.equals(ANY_SEGMENT) && !segment.equals(path.get(i))) {
        return false;
      }
    }
    return true;
  }
}
