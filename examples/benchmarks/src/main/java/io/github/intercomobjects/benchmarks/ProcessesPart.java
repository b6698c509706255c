package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.benchmarks.Report.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A benchmark of bulk runs in several processes with one token and without settings, against a
 * sandbox with Intercom's windows. It measures the use of the windows and the part of all calls
 * that is refused.
 */
final class ProcessesPart {
  /** The documented limit of a private app. */
  private static final int PER_WINDOW = 1_667;

  private static final int WINDOW_MILLIS = 10_000;
  private static final int WINDOWS = 12;

  /** The number of windows from the first that was used up to the first that is measured. */
  private static final int WARM_UP = 4;

  private static final int LATENCY_MILLIS = 200;
  private static final double LEAST_USED = 97;
  private static final double MOST_REFUSED = 3;

  private ProcessesPart() {}

  /** Measures runs with these numbers of processes. */
  static void run(Report report, int... counts) throws IOException {
    Process server = Java.start(List.of(), BulkServer.class, "" + PER_WINDOW, "" + WINDOW_MILLIS);
    try (BufferedReader responses = server.inputReader();
        PrintWriter requests =
            new PrintWriter(server.getOutputStream(), true, StandardCharsets.UTF_8)) {
      String[] address = Java.line(responses).split(" ", -1);
      for (int count : counts) {
        runAll(count, address);
        requests.println();
        int[] windows =
            Arrays.stream(Java.line(responses).split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        String unused = Java.line(responses);
        add(report, count, windows);
      }
    } finally {
      server.destroy();
    }
  }

  private static void add(Report report, int count, int[] windows) {
    // At first the JVMs warm up and no process knows of the others; the last window is not
    // complete.
    int first = 0;
    while (windows[first] < PER_WINDOW) {
      first++;
    }
    int[] full = Arrays.copyOfRange(windows, first + WARM_UP, windows.length - 1);
    String what = count + " processes, calls of " + LATENCY_MILLIS + " ms, " + full.length;
    // What is beyond the limit was refused.
    double used = Arrays.stream(full).map(calls -> Math.min(calls, PER_WINDOW)).sum();
    report.least(
        what + " full windows: used",
        Unit.PERCENT,
        100 * used / (full.length * PER_WINDOW),
        LEAST_USED);
    double sent = Arrays.stream(full).sum();
    report.single(
        what + " full windows: refused", Unit.PERCENT, 100 * (sent - used) / sent, MOST_REFUSED);
  }

  /** Runs the processes until the first has stored its rows. */
  private static void runAll(int count, String[] address) throws IOException {
    List<Process> programs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      programs.add(
          Java.start(
              List.of("-Xmx64m"),
              BulkProgram.class,
              address[0],
              address[1],
              "" + PER_WINDOW * WINDOWS / count,
              "" + LATENCY_MILLIS));
    }
    CompletableFuture.anyOf(
            programs.stream().map(Process::onExit).toArray(CompletableFuture[]::new))
        .join();
    programs.forEach(Process::destroy);
  }
}
