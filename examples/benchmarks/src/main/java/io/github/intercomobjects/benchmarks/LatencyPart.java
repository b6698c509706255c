package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.benchmarks.Report.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A benchmark of bulk runs with the default settings, against a server that is far away or slow. It
 * measures the use of the windows and the calls that are refused.
 */
final class LatencyPart {
  private static final int WINDOW_MILLIS = 10_000;
  private static final int WINDOWS = 5;
  private static final double LEAST_USED = 97;

  private LatencyPart() {}

  /**
   * Measures runs with these latencies.
   *
   * @param heap the option for the heap: thousands of calls in flight have thousands of connections
   */
  static void run(Report report, int perWindow, String heap, int... latenciesMillis)
      throws IOException {
    for (int latencyMillis : latenciesMillis) {
      run(report, perWindow, heap, latencyMillis);
    }
  }

  private static void run(Report report, int perWindow, String heap, int latencyMillis)
      throws IOException {
    Process server =
        Java.start(
            List.of(), DistantServer.class, "" + perWindow, "" + WINDOW_MILLIS, "" + latencyMillis);
    try (BufferedReader responses = server.inputReader();
        PrintWriter requests =
            new PrintWriter(server.getOutputStream(), true, StandardCharsets.UTF_8)) {
      String url = "http://127.0.0.1:" + Java.line(responses) + "/";
      int rows = perWindow * WINDOWS;
      Process program = Java.start(List.of(heap), BulkProgram.class, url, Samples.TOKEN, "" + rows);
      try (BufferedReader output = program.inputReader()) {
        String stored = Java.line(output);
        if (!stored.equals("" + rows)) {
          throw new IllegalStateException(rows + " rows, of which were stored: " + stored);
        }
        while (output.readLine() != null) {}
      }
      requests.println();
      int[] windows =
          Arrays.stream(Java.line(responses).split(" ", -1)).mapToInt(Integer::parseInt).toArray();
      String what = "bulk, windows of %,d calls, calls of %,d ms, %s: ";
      what = what.formatted(perWindow, latencyMillis, heap);
      // The second one is the first that is used from its beginning.
      int[] full = Arrays.copyOfRange(windows, 1, Math.max(2, windows.length - 1));
      report.least(
          what + "least used of " + full.length + " full windows",
          Unit.PERCENT,
          100.0 * Arrays.stream(full).min().orElseThrow() / perWindow,
          LEAST_USED);
      report.single(what + "refused", Unit.COUNT, Integer.parseInt(Java.line(responses)), 0);
    } finally {
      server.destroy();
    }
  }
}
