package io.github.intercomobjects.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH benchmarks whose contenders are {@link InTurns}. */
final class Rounds {
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final int WARMUPS = 6;
  private static final int ROUNDS = 9;

  private final Class<?> benchmark;
  private final int contenders;
  private final int threads;
  private final List<String> jvmArguments;

  /** The results of one contender, round by round. */
  static final class Figures {
    private final List<IterationResult> results = new ArrayList<>();

    /** Returns the operations of all threads per second. */
    double[] throughput() {
      return results.stream().mapToDouble(r -> r.getPrimaryResult().getScore()).toArray();
    }

    /** Returns the processor time of an operation in nanoseconds. */
    double[] cpu() {
      return secondary(CpuProfiler.NAME);
    }

    /** Returns the bytes that an operation allocates. */
    double[] allocation() {
      return secondary(ALLOCATION);
    }

    private double[] secondary(String name) {
      return results.stream()
          .mapToDouble(
              r -> Objects.requireNonNull(r.getSecondaryResults().get(name), name).getScore())
          .toArray();
    }
  }

  Rounds(Class<?> benchmark, int contenders, int threads, List<String> jvmArguments) {
    this.benchmark = benchmark;
    this.contenders = contenders;
    this.threads = threads;
    this.jvmArguments = jvmArguments;
  }

  /** Runs a method of the benchmark, and returns the results of each contender. */
  List<Figures> run(String method) throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include("^" + Pattern.quote(benchmark.getName() + "." + method) + "$")
                    .mode(Mode.Throughput)
                    .timeUnit(TimeUnit.SECONDS)
                    .forks(1)
                    .threads(threads)
                    .warmupIterations(WARMUPS * contenders)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(ROUNDS * contenders)
                    .measurementTime(TimeValue.seconds(1))
                    .addProfiler(GCProfiler.class)
                    .addProfiler(CpuProfiler.class)
                    .jvmArgsAppend(jvmArguments.toArray(String[]::new))
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .runSingle();
    List<Figures> figures = Stream.generate(Figures::new).limit(contenders).toList();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      int iteration = 0;
      for (IterationResult one : fork.getIterationResults()) {
        figures.get(iteration++ % contenders).results.add(one);
      }
    }
    return figures;
  }
}
