package io.github.intercomobjects.sandbox;

import java.time.Duration;

/**
 * How much memory and time a sandbox spends on calls.
 *
 * @param keptCalls how many calls are kept
 * @param keptBodyBytes how much is kept of a body
 * @param keptBytes how much all kept calls may fill
 * @param bodyBytes how much the bodies of requests that are being read may fill
 * @param bodyTime how long the body of a request may take
 * @param outOfMemory is run when there is no memory left
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
   * Returns what the kept calls may fill, and the bodies being read once more: an eighth of the
   * memory that this JVM may use, because the rest is for the workspace, for reading JSON, which
   * takes several times its length, and for the tests that run in the same JVM.
   */
  static long shareOfMemory() {
    return Runtime.getRuntime().maxMemory() / SHARE;
  }
}
