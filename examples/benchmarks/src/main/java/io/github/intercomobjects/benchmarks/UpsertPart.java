package io.github.intercomobjects.benchmarks;

import io.github.intercomobjects.benchmarks.Report.Unit;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** A benchmark of upserts over HTTP, with one caller and with sixteen. */
final class UpsertPart {
  private static final int MANY = 16;
  private static final double ALLOCATION_BUDGET = 1.5;
  private static final double CPU_BUDGET = 1.15;

  private UpsertPart() {}

  static void run(Report report) throws IOException, RunnerException {
    try (ServerProcess server = new ServerProcess()) {
      compare(report, server.baseUrl(), 1, "");
      compare(report, server.baseUrl(), MANY, "");
      compare(report, server.limitedBaseUrl(), 1, ", with rate limit headers");
      compare(report, server.limitedBaseUrl(), MANY, ", with rate limit headers");
    }
  }

  private static void compare(Report report, String baseUrl, int callers, String how)
      throws RunnerException {
    String an = " of an upsert, " + (callers == 1 ? "1 caller" : callers + " callers") + how;
    System.out.println("measuring" + an);
    List<Rounds.Figures> figures =
        new Rounds(
                UpsertBenchmark.class,
                2,
                callers,
                List.of("-D" + UpsertBenchmark.BASE_URL + "=" + baseUrl))
            .run("upsert");
    Rounds.Figures ours = figures.get(0);
    Rounds.Figures bare = figures.get(1);
    report.compare(
        "allocation" + an,
        Unit.BYTES,
        ours.allocation(),
        "bare OkHttp",
        bare.allocation(),
        ALLOCATION_BUDGET);
    report.compare(
        "CPU" + an,
        Unit.MICROS,
        ours.cpu(),
        "bare OkHttp",
        bare.cpu(),
        callers == MANY ? CPU_BUDGET : Double.NaN);
    report.compare(
        "throughput" + an, Unit.PER_SECOND, ours.throughput(), "bare OkHttp", bare.throughput());
  }
}
