package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.benchmarks.Report.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A measurement of the second run of a sync whose rows did not change, with the runnable jar of the
 * sync in a process of its own. The time of a program that only reads the source and copies it is
 * subtracted.
 */
final class UnchangedPart {
  /** The system property with the runnable jar of the sync. */
  private static final String JAR = "benchmarks.sync";

  private static final int ROWS = 100_000;
  private static final int ROUNDS = 3;
  private static final String HEAP = "-Xmx64m";
  private static final double MOST_NANOS = 2e9;

  /** The limit of each window. Without one, thousands of threads would share the processors. */
  private static final String CALLS = "20000";

  private static final String WINDOW_MILLIS = "10000";

  private UnchangedPart() {}

  static void run(Report report) throws IOException {
    Path directory = Files.createTempDirectory("unchanged");
    Process server = Java.start(List.of("-Xmx4g"), BulkServer.class, CALLS, WINDOW_MILLIS);
    try (BufferedReader responses = server.inputReader();
        PrintWriter requests =
            new PrintWriter(server.getOutputStream(), true, StandardCharsets.UTF_8)) {
      String[] address = Java.line(responses).split(" ", -1);
      Path source = directory.resolve("orders.csv");
      writeRows(source);
      System.out.printf("sync of %,d rows%n", ROWS);
      sync(source, address);
      double[] times = new double[ROUNDS];
      int before = calls(requests, responses);
      for (int round = 0; round < ROUNDS; round++) {
        long start = System.nanoTime();
        Java.start(List.of(HEAP), Copy.class, source.toString()).onExit().join();
        long read = System.nanoTime() - start;
        start = System.nanoTime();
        sync(source, address, HEAP);
        times[round] = System.nanoTime() - start - read;
      }
      double calls = (calls(requests, responses) - before) / (double) ROUNDS;
      String what = "second run of %,d unchanged rows: ".formatted(ROWS);
      report.single(what + "time beyond reading", Unit.SECONDS, times, MOST_NANOS);
      report.single(what + "calls", Unit.COUNT, calls, 1);
    } finally {
      server.destroy();
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory);
    }
  }

  private static void writeRows(Path source) throws IOException {
    try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(source))) {
      writer.println(
          "number,created,updated,status,total_amount,parcels,gift,placed_at,coupon,note,contact");
      for (int i = 0; i < ROWS; i++) {
        Order order = Samples.order(i);
        writer.printf(
            "%s,%s,%s,%s,%s,%d,%b,%s,%s,%s,customer-%d%n",
            order.number(),
            order.createdAt(),
            order.updatedAt(),
            order.status(),
            order.totalAmount(),
            order.parcels(),
            order.gift(),
            order.placedAt(),
            order.coupon(),
            order.note(),
            i % BulkServer.CONTACTS);
      }
    }
  }

  private static void sync(Path source, String[] address, String... jvmArguments)
      throws IOException {
    ProcessBuilder sync =
        Java.builder(
            List.of(jvmArguments),
            "-jar",
            System.getProperty(JAR, ""),
            "sync",
            source.toString(),
            "--live",
            "--base-url=" + address[0],
            "--key=number",
            "--contact=contact",
            "--created-at=created",
            "--updated-at=updated",
            "--decimal=total_amount",
            "--number=parcels",
            "--boolean=gift",
            "--date=placed_at");
    sync.environment().put("INTERCOM_ACCESS_TOKEN", address[1]);
    Path printed = source.resolveSibling("printed.txt");
    sync.redirectErrorStream(true).redirectOutput(printed.toFile());
    int exit = sync.start().onExit().join().exitValue();
    if (exit != 0) {
      throw new IOException("exit code " + exit + ": " + Files.readString(printed));
    }
  }

  private static int calls(PrintWriter requests, BufferedReader responses) throws IOException {
    requests.println(BulkServer.KEEP);
    int calls =
        Arrays.stream(Java.line(responses).split(" ", -1)).mapToInt(Integer::parseInt).sum();
    int stored = Integer.parseInt(Java.line(responses));
    if (stored != ROWS) {
      throw new IllegalStateException(stored + " objects instead of " + ROWS);
    }
    return calls;
  }

  /** A program that reads the cells of a file and writes them to another one. */
  static final class Copy {
    private Copy() {}

    public static void main(String[] arguments) throws IOException {
      Path source = Path.of(arguments[0]);
      Path copy = Files.createTempFile(source.getParent(), "copy", ".csv");
      try (BufferedReader rows = Files.newBufferedReader(source);
          PrintWriter writer = new PrintWriter(Files.newBufferedWriter(copy))) {
        for (String row = rows.readLine(); row != null; row = rows.readLine()) {
          writer.println(String.join(",", row.split(",", -1)));
        }
      }
      Files.delete(copy);
    }
  }
}
