package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.benchmarks.Report.Bound;
import io.github.intercomobjects.benchmarks.Report.Unit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A comparison from the start of a JVM to the response to its first upsert. */
final class StartPart {
  private static final int ROUNDS = 15;

  private StartPart() {}

  static void run(Report report) throws IOException {
    try (ServerProcess server = new ServerProcess()) {
      System.out.printf("first upsert, %d rounds%n", ROUNDS);
      Map<Peer, double[]> cpu = new EnumMap<>(Peer.class);
      Map<Peer, double[]> times = new EnumMap<>(Peer.class);
      Map<Peer, double[]> classes = new EnumMap<>(Peer.class);
      for (Peer peer : Peer.values()) {
        Job.UPSERT.check(peer);
        classes.put(peer, new double[] {classes(server, peer)});
      }
      // The first round is a warm-up: it loads files into memory, and the server compiles its code.
      for (int round = -1; round < ROUNDS; round++) {
        for (Peer peer : Peer.values()) {
          long start = System.nanoTime();
          try (BufferedReader output = start(List.of(), server, peer).inputReader()) {
            Java.line(output);
            set(times, peer, round, (double) (System.nanoTime() - start));
            set(cpu, peer, round, Double.parseDouble(Java.line(output)));
          }
        }
      }
      String start = "start to first upsert: ";
      report.compare(start + "CPU", Unit.MILLIS, cpu, new Bound(Peer.STOCK, 1.05));
      report.compare(start + "time", Unit.MILLIS, times);
      report.compare(start + "classes", Unit.COUNT, classes);
    }
  }

  private static void set(Map<Peer, double[]> figures, Peer peer, int round, double figure) {
    figures.computeIfAbsent(peer, p -> new double[ROUNDS])[Math.max(round, 0)] = figure;
  }

  private static double classes(ServerProcess server, Peer peer) throws IOException {
    Path log = Files.createTempFile("classes", ".log");
    try {
      start(List.of("-Xlog:class+load:file=" + log), server, peer).onExit().join();
      try (Stream<String> lines = Files.lines(log)) {
        return lines.filter(line -> line.contains(" source: ")).count();
      }
    } finally {
      Files.delete(log);
    }
  }

  private static Process start(List<String> jvmArguments, ServerProcess server, Peer peer)
      throws IOException {
    return Java.start(jvmArguments, FirstUpsert.class, peer.name(), server.baseUrl());
  }
}
