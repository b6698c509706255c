package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.benchmarks.Report.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A benchmark from the start of a JVM to the response to its first upsert. */
final class StartPart {
  private static final int ROUNDS = 21;
  private static final double BUDGET = 1.25;
  private static final String ORDER = new String(Samples.request(1), StandardCharsets.UTF_8);

  private StartPart() {}

  static void run(Report report) throws IOException {
    try (ServerProcess server = new ServerProcess()) {
      double[] ours = new double[ROUNDS];
      double[] oursCpu = new double[ROUNDS];
      double[] bare = new double[ROUNDS];
      double[] bareCpu = new double[ROUNDS];
      System.out.printf("first upsert, %d rounds%n", ROUNDS);
      // The first round is a warm-up: it loads files into memory, and the server compiles its code.
      for (int round = -1; round < ROUNDS; round++) {
        start(server, FirstUpsert.FACADE, ours, oursCpu, Math.max(round, 0));
        start(server, FirstUpsert.BARE, bare, bareCpu, Math.max(round, 0));
      }
      report.compare(
          "process start to first upsert", Unit.MILLIS, ours, "bare OkHttp", bare, BUDGET);
      report.compare(
          "CPU of a process with one upsert", Unit.MILLIS, oursCpu, "bare OkHttp", bareCpu);
      report.compare(
          "classes loaded for it",
          Unit.COUNT,
          new double[] {classes(server, FirstUpsert.FACADE)},
          "bare OkHttp",
          new double[] {classes(server, FirstUpsert.BARE)});
    }
  }

  private static void start(
      ServerProcess server, String contender, double[] times, double[] cpu, int round)
      throws IOException {
    long start = System.nanoTime();
    try (BufferedReader output = start(List.of(), server, contender).inputReader()) {
      Java.line(output);
      times[round] = System.nanoTime() - start;
      cpu[round] = Double.parseDouble(Java.line(output));
    }
  }

  private static double classes(ServerProcess server, String contender) throws IOException {
    Path log = Files.createTempFile("classes", ".log");
    try {
      start(List.of("-Xlog:class+load:file=" + log), server, contender).onExit().join();
      try (Stream<String> lines = Files.lines(log)) {
        return lines.filter(line -> line.contains(" source: ")).count();
      }
    } finally {
      Files.delete(log);
    }
  }

  private static Process start(List<String> jvmArguments, ServerProcess server, String contender)
      throws IOException {
    return Java.start(jvmArguments, FirstUpsert.class, contender, server.limitedBaseUrl(), ORDER);
  }
}
