package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.benchmarks.Report.Unit;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** A comparison with Jackson and Moshi: reads and upserts without a network. */
final class JsonPart {
  private static final double TIME_BUDGET = 1.7;
  private static final double ALLOCATION_BUDGET = 1;

  private JsonPart() {}

  static void run(Report report) throws RunnerException {
    compare(report, "readPage", "a page of " + Samples.PAGE + ", attributes as a map", true);
    compare(report, "readOrders", "a page of " + Samples.PAGE + " records", true);
    compare(report, "upsert", "an upsert without a network", false);
  }

  private static void compare(Report report, String method, String what, boolean hasBudget)
      throws RunnerException {
    System.out.println("measuring " + what);
    List<Rounds.Figures> figures = new Rounds(JsonBenchmark.class, 3, 1, List.of()).run(method);
    Rounds.Figures ours = figures.get(0);
    compare(report, what, ours, "Jackson", figures.get(1), hasBudget);
    compare(report, what, ours, "Moshi by reflection", figures.get(2), false);
  }

  private static void compare(
      Report report,
      String what,
      Rounds.Figures ours,
      String peer,
      Rounds.Figures theirs,
      boolean hasBudget) {
    report.compare(
        "CPU of " + what,
        Unit.MICROS,
        ours.cpu(),
        peer,
        theirs.cpu(),
        hasBudget ? TIME_BUDGET : Double.NaN);
    report.compare(
        "allocation of " + what,
        Unit.BYTES,
        ours.allocation(),
        peer,
        theirs.allocation(),
        hasBudget ? ALLOCATION_BUDGET : Double.NaN);
  }
}
