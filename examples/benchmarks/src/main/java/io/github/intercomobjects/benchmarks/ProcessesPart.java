package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.benchmarks.Report.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A benchmark of bulk runs in several processes with one token and without settings, against a
 * sandbox with Intercom's windows. It measures the use of the windows and the part of all calls
 * that is refused.
 */
final class ProcessesPart {
  /** The documented limit of a private app. */
  private static final int PER_WINDOW = 1_667;

  private static final int WINDOW_MILLIS = 10_000;
  private static final int WINDOWS = 6;
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
        double refused = refused(count, address);
        requests.println();
        int[] windows =
            Arrays.stream(Java.line(responses).split(" ", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        String unused = Java.line(responses);
        add(report, count, windows, refused);
      }
    } finally {
      server.destroy();
    }
  }

  private static void add(Report report, int count, int[] windows, double refused) {
    // Before the first responses no process knows of the others, and at last some have ended.
    int[] full = Arrays.copyOfRange(windows, 2, windows.length - 2);
    String what = count + " processes, calls of " + LATENCY_MILLIS + " ms: ";
    report.least(
        what + "used of " + full.length + " full windows",
        Unit.PERCENT,
        100 * Arrays.stream(full).average().orElseThrow() / PER_WINDOW,
        LEAST_USED);
    report.single(what + "refused", Unit.PERCENT, refused, MOST_REFUSED);
  }

  /** Runs the processes to their end, and returns the percentage of calls that were refused. */
  private static double refused(int count, String[] address) throws IOException {
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
    double calls = 0;
    double refused = 0;
    for (Process program : programs) {
      try (BufferedReader output = program.inputReader()) {
        double unused = Double.parseDouble(Java.line(output));
        calls += Double.parseDouble(Java.line(output));
        refused += Double.parseDouble(Java.line(output));
        output.lines().forEach(line -> {});
      }
    }
    return 100 * refused / calls;
  }
}
