package io.github.intercomobjects.sandbox;

/** The path of the calls that are about the sandbox itself, not part of the API. */
final class ControlPath {
  static final String ROOT = "/_sandbox";

  private ControlPath() {}

  /** Returns whether a path is the root or below it. */
  static boolean contains(String rawPath) {
    return rawPath.equals(ROOT) || rawPath.startsWith(ROOT + "/");
  }
}
