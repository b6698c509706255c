package io.github.intercomobjects.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The results, as a table in Markdown. */
final class Report {
  private final List<String> rows = new ArrayList<>();

  /** A unit with the format of its figures. */
  enum Unit {
    BYTES("%,.1f kB", 1e-3),
    MICROS("%.1f µs", 1e-3),
    MILLIS("%.0f ms", 1e-6),
    PER_SECOND("%,.0f/s", 1),
    COUNT("%,.0f", 1),
    PERCENT("%.1f %%", 1);

    private final String format;
    private final double factor;

    Unit(String format, double factor) {
      this.format = format;
      this.factor = factor;
    }

    private String of(double value) {
      return String.format(Locale.ROOT, format, value * factor);
    }
  }

  /** Adds a comparison without a budget. */
  void compare(String what, Unit unit, double[] ours, String peer, double[] theirs) {
    compare(what, unit, ours, peer, theirs, Double.NaN);
  }

  /**
   * Adds a comparison in rounds. Its ratio is the median of the ratios of the rounds, so that a
   * disturbance of some rounds has little effect.
   *
   * @param budget the largest acceptable ratio
   */
  void compare(String what, Unit unit, double[] ours, String peer, double[] theirs, double budget) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> ours[i] / theirs[i]);
    double ratio = median(ratios);
    row(
        what,
        unit.of(median(ours)),
        peer + " " + unit.of(median(theirs)),
        String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", ratio, min(ratios), max(ratios)),
        Double.isNaN(budget) ? "" : String.format(Locale.ROOT, "%.2f", budget),
        verdict(ratio, budget));
  }

  /** Adds a figure with an upper limit. */
  void single(String what, Unit unit, double ours, double budget) {
    row(what, unit.of(ours), "", "", of(unit, budget), verdict(ours, budget));
  }

  /** Adds a figure with a lower limit. */
  void least(String what, Unit unit, double ours, double budget) {
    row(what, unit.of(ours), "", "", unit.of(budget), verdict(budget, ours));
  }

  private static String of(Unit unit, double budget) {
    return Double.isNaN(budget) ? "" : unit.of(budget);
  }

  private static String verdict(double figure, double budget) {
    return Double.isNaN(budget) ? "" : figure <= budget ? "ok" : "over";
  }

  private void row(String... cells) {
    String row = "| " + String.join(" | ", cells) + " |";
    System.out.println(row);
    rows.add(row);
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double min(double[] figures) {
    return Arrays.stream(figures).min().orElseThrow();
  }

  private static double max(double[] figures) {
    return Arrays.stream(figures).max().orElseThrow();
  }

  @Override
  public String toString() {
    return """

        | | intercom-objects | compared with | ratio (lowest–highest of the rounds) | budget | |
        |---|---|---|---|---|---|
        %s

        %s, %d × %s, %s, JDK %s
        """
        .formatted(
            String.join("\n", rows),
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            processor(),
            System.getProperty("os.name"),
            Runtime.version());
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
