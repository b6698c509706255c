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
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The results, as a table in Markdown. */
final class Report {
  private static final double TOLERANCE = 1.03;

  private final List<String> rows = new ArrayList<>();

  /** A unit with the format of its figures. */
  enum Unit {
    BYTES("%,.1f kB", 1e-3),
    MICROS("%.1f µs", 1e-3),
    MILLIS("%.0f ms", 1e-6),
    SECONDS("%.2f s", 1e-9),
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

  /** The largest acceptable ratio to the figure of a contender. */
  record Bound(Peer peer, double atMost) {}

  /**
   * Adds a comparison in rounds. Its ratios are the medians of the ratios of the rounds, so that a
   * disturbance of some rounds has little effect. Half of the rounds are within the spread. A ratio
   * is over its bound if it exceeds the bound by more than 3 % and by more than the spread.
   */
  void compare(String what, Unit unit, Map<Peer, double[]> figures, Bound... bounds) {
    List<String> cells = new ArrayList<>(List.of(what));
    for (Peer peer : Peer.values()) {
      double[] rounds = figures.get(peer);
      cells.add(rounds == null ? "" : unit.of(quantile(rounds, 0.5)));
    }
    List<String> ratios = new ArrayList<>();
    List<String> atMost = new ArrayList<>();
    boolean isOver = false;
    double[] ours = Objects.requireNonNull(figures.get(Peer.OURS));
    for (Bound bound : bounds) {
      double[] theirs = Objects.requireNonNull(figures.get(bound.peer));
      double[] rounds = new double[ours.length];
      Arrays.setAll(rounds, i -> ours[i] / theirs[i]);
      double ratio = quantile(rounds, 0.5);
      double low = quantile(rounds, 0.25);
      isOver |= ratio > TOLERANCE * bound.atMost && low > bound.atMost;
      ratios.add(
          String.format(
              Locale.ROOT,
              "%.2f (%.2f–%.2f) × %s",
              ratio,
              low,
              quantile(rounds, 0.75),
              bound.peer));
      atMost.add(String.format(Locale.ROOT, "%.2f", bound.atMost));
    }
    cells.add(String.join(", ", ratios));
    cells.add(String.join(", ", atMost));
    cells.add(bounds.length == 0 ? "" : isOver ? "over" : "ok");
    row(cells);
  }

  /** Adds a figure of several rounds with an upper limit. */
  void single(String what, Unit unit, double[] rounds, double budget) {
    String median = unit.of(quantile(rounds, 0.5));
    String spread = " (" + unit.of(quantile(rounds, 0.25)) + "–" + unit.of(quantile(rounds, 0.75));
    single(what, median + spread + ")", of(unit, budget), verdict(quantile(rounds, 0.5), budget));
  }

  /** Adds a figure with an upper limit. */
  void single(String what, Unit unit, double ours, double budget) {
    single(what, unit.of(ours), of(unit, budget), verdict(ours, budget));
  }

  /** Adds a figure with a lower limit. */
  void least(String what, Unit unit, double ours, double budget) {
    single(what, unit.of(ours), unit.of(budget), verdict(budget, ours));
  }

  private static String of(Unit unit, double budget) {
    return Double.isNaN(budget) ? "" : unit.of(budget);
  }

  private static String verdict(double figure, double budget) {
    return Double.isNaN(budget) ? "" : figure <= budget ? "ok" : "over";
  }

  private void single(String what, String ours, String limit, String verdict) {
    row(List.of(what, ours, "", "", "", "", limit, verdict));
  }

  private void row(List<String> cells) {
    String row = "| " + String.join(" | ", cells) + " |";
    System.out.println(row);
    rows.add(row);
  }

  private static double quantile(double[] figures, double share) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    double index = share * (sorted.length - 1);
    int below = (int) index;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (index - below) * (sorted[above] - sorted[below]);
  }

  @Override
  public String toString() {
    return """

        | | ours | stock | Moshi by hand | Jackson by hand | ratio (half of the rounds) | bound | |
        |---|---|---|---|---|---|---|---|
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
