package io.github.intercomobjects.sandbox;

import java.time.Duration;

/**
 * The limits of memory and time for calls.
 *
 * @param keptCalls the number of calls to keep
 * @param keptBodyBytes the number of bytes to keep of a body
 * @param keptBytes the bytes that all kept calls may fill
 * @param bodyBytes the bytes that the request bodies being read may fill
 * @param bodyTime the time within which a request body must arrive
 * @param outOfMemory runs when no memory is left
 */
record Limits(
    int keptCalls,
    int keptBodyBytes,
    long keptBytes,
    long bodyBytes,
    Duration bodyTime,
    Runnable outOfMemory) {
  private static final int SHARE = 8;

  /**
   * Returns the default number of bytes for the kept calls, and for the bodies being read: an
   * eighth of the memory that this JVM may use. The rest is for the workspace, for JSON trees,
   * which take several times the length of their text, and for tests that run in the same JVM.
   */
  static long shareOfMemory() {
    return Runtime.getRuntime().maxMemory() / SHARE;
  }
}
