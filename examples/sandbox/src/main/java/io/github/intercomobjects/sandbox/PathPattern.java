package io.github.intercomobjects.sandbox;

import java.util.List;

/**
 * A pattern of paths, as fault rules have them.
 *
 * @param text the pattern as it was given
 * @param segments the decoded segments, without a {@code **} at the end
 * @param open whether further segments may follow
 */
record PathPattern(String text, List<String> segments, boolean open) {
  private static final String ANY_SEGMENT = "*";
  private static final String ANY_REST = "**";

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException if no path can match it
   */
  static PathPattern parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "path must start with a slash, as in /contacts/*: '" + text + "'");
    }
    if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
      throw new IllegalArgumentException(
          "path must not have a query, which rules ignore: '" + text + "'");
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
          "path can have ** only at its end; * matches one segment: '" + text + "'");
    }
    return new PathPattern(text, segments, open);
  }

  /**
   * Returns whether a path matches.
   *
   * @param path the decoded segments of the path
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
