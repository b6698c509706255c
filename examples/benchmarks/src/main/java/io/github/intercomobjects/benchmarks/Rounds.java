package io.github.intercomobjects.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures a job of several contenders, each in a JVM of its own. They take turns in rounds, so
 * that a disturbance of the machine affects all of them.
 */
final class Rounds {
  /** The rounds in a row after which the compiler had nothing to do, before any is measured. */
  private static final int COMPILED = 3;

  /** The processor time of the compiler after a round in which it had almost nothing to do. */
  private static final long FEW_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final int MOST_WARMUPS = 60;

  private static final int ROUNDS = 9;

  private Rounds() {}

  /** The figures of each round of each contender. */
  record Figures(
      Map<Peer, double[]> cpu,
      Map<Peer, double[]> bytes,
      Map<Peer, double[]> p50,
      Map<Peer, double[]> p99) {
    private Figures() {
      this(
          new EnumMap<>(Peer.class),
          new EnumMap<>(Peer.class),
          new EnumMap<>(Peer.class),
          new EnumMap<>(Peer.class));
    }

    /** Adds the line that {@link JobProgram} prints. */
    private void add(Peer peer, int round, String line) {
      Iterator<String> figures = List.of(line.split(" ", -1)).iterator();
      for (Map<Peer, double[]> kind : List.of(cpu, bytes, p50, p99)) {
        double[] rounds = kind.computeIfAbsent(peer, p -> new double[ROUNDS]);
        rounds[round] = Double.parseDouble(figures.next());
      }
    }
  }

  static Figures run(Job job, List<Peer> peers, String... arguments) throws IOException {
    Map<Peer, Program> programs = new EnumMap<>(Peer.class);
    try {
      for (Peer peer : peers) {
        programs.put(peer, new Program(peer, job, arguments));
      }
      for (Program program : programs.values()) {
        program.warmUp();
      }
      Figures figures = new Figures();
      for (int round = 0; round < ROUNDS; round++) {
        for (Map.Entry<Peer, Program> program : programs.entrySet()) {
          program.getValue().begin();
          figures.add(program.getKey(), round, program.getValue().end());
        }
      }
      return figures;
    } finally {
      programs.values().forEach(Program::close);
    }
  }

  /** The process of one contender. */
  private static final class Program implements AutoCloseable {
    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader responses;

    Program(Peer peer, Job job, String... others) throws IOException {
      List<String> arguments = new ArrayList<>(List.of(peer.name(), job.name()));
      arguments.addAll(List.of(others));
      process = Java.start(List.of(), JobProgram.class, arguments.toArray(String[]::new));
      requests = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
      responses = process.inputReader();
    }

    /**
     * Works alone until the compiler has nothing to do. While callers work, they leave it so little
     * of two processors that it takes most of a minute.
     */
    void warmUp() throws IOException {
      int compiled = 0;
      for (int round = 0; compiled < COMPILED && round < MOST_WARMUPS; round++) {
        requests.println(JobProgram.WARM_UP);
        long compiler = Long.parseLong(end());
        compiled = compiler < FEW_NANOS ? compiled + 1 : 0;
      }
    }

    void begin() {
      requests.println();
    }

    /** Waits for the end of the round, and returns what was measured. */
    String end() throws IOException {
      return Java.line(responses);
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
