package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.benchmarks.Report.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A benchmark of bulk runs in a heap of 64 MB, against a sandbox with windows as long as Intercom's
 * and twelve times as many calls. It measures the use of each window, the responses with 429, and
 * the cost of more rows. With shorter windows, the first full one would measure the warm-up of the
 * JVM.
 */
final class BulkPart {
  private static final int PER_WINDOW = 20_000;
  private static final int WINDOW_MILLIS = 10_000;
  private static final double LEAST_SHARE = 97;
  private static final double HEAP_BUDGET = 64e6;

  private BulkPart() {}

  /** Measures a bulk run for each number of rows. */
  static void run(Report report, int... counts) throws IOException {
    Process server =
        Java.start(List.of("-Xmx8g"), BulkServer.class, "" + PER_WINDOW, "" + WINDOW_MILLIS);
    try (BufferedReader responses = server.inputReader();
        PrintWriter requests =
            new PrintWriter(server.getOutputStream(), true, StandardCharsets.UTF_8)) {
      String[] address = Java.line(responses).split(" ", -1);
      System.out.printf(
          "bulk, windows of %,d calls in %,d ms, -Xmx64m%n", PER_WINDOW, WINDOW_MILLIS);
      for (int rows : counts) {
        run(report, rows, address, requests, responses);
      }
    } finally {
      server.destroy();
    }
  }

  private static void run(
      Report report, int rows, String[] address, PrintWriter requests, BufferedReader responses)
      throws IOException {
    Process program =
        Java.start(List.of("-Xmx64m"), BulkProgram.class, address[0], address[1], "" + rows);
    double[] figures;
    try (BufferedReader output = program.inputReader()) {
      figures = new double[5];
      for (int i = 0; i < figures.length; i++) {
        figures[i] = Double.parseDouble(Java.line(output));
      }
    }
    requests.println();
    int[] windows =
        Arrays.stream(Java.line(responses).split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    int stored = Integer.parseInt(Java.line(responses));
    if (stored != rows || figures[0] != rows) {
      throw new IllegalStateException(
          rows + " rows, " + figures[0] + " reported as stored, " + stored + " stored");
    }
    String bulk = String.format(Locale.ROOT, "bulk of %,d rows: ", rows);
    report.single(bulk + "calls", Unit.COUNT, figures[1], rows);
    report.single(bulk + "responses with 429", Unit.COUNT, figures[2], 0);
    report.single(bulk + "time", Unit.MILLIS, figures[3], Double.NaN);
    report.single(bulk + "heap after collections", Unit.BYTES, figures[4], HEAP_BUDGET);
    if (windows.length > 2) {
      // The first window began before the run, and the last one is not used to its end.
      int[] full = Arrays.copyOfRange(windows, 1, windows.length - 1);
      report.least(
          bulk + "least used of " + full.length + " full windows",
          Unit.PERCENT,
          100.0 * Arrays.stream(full).min().orElseThrow() / PER_WINDOW,
          LEAST_SHARE);
      long used =
          IntStream.of(full).filter(calls -> calls >= PER_WINDOW * LEAST_SHARE / 100).count();
      report.least(bulk + "windows used to 97 %", Unit.PERCENT, 100.0 * used / full.length, 100);
    }
  }
}
