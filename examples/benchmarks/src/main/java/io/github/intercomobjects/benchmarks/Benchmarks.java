package io.github.intercomobjects.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs the benchmarks that are named, or those of the comparison with other ways of writing a
 * client, and prints a table for the README.
 *
 * <pre>{@code mvn -q -Pbench -DskipTests -pl examples/benchmarks -am verify -Dbench="upsert start"}
 * </pre>
 */
final class Benchmarks {
  /** A benchmark. Its name in lower case is its name on the command line. */
  private enum Part {
    JSON,
    UPSERT,
    START,
    UNCHANGED,
    SIZE,
    BULK,
    LATENCY,
    PROCESSES,
    MILLION;

    static Part of(String name) {
      for (Part part : values()) {
        if (part.toString().equals(name)) {
          return part;
        }
      }
      throw new IllegalArgumentException(
          "there is no benchmark \"" + name + "\"; use one of " + List.of(values()));
    }

    void addTo(Report report) throws Exception {
      switch (this) {
        case JSON -> JobsPart.reads(report);
        case UPSERT -> JobsPart.upserts(report);
        case START -> StartPart.run(report);
        case UNCHANGED -> UnchangedPart.run(report);
        case SIZE -> SizePart.run(report);
        case BULK -> BulkPart.run(report, 1_000, 10_000, 100_000);
        case LATENCY -> {
          LatencyPart.run(report, 1_667, "-Xmx64m", 5, 200, 2_000, 3_000);
          LatencyPart.run(report, 20_000, "-Xmx512m", 5, 200, 2_000, 3_000);
        }
        case PROCESSES -> ProcessesPart.run(report, 2, 4, 8);
        case MILLION -> BulkPart.run(report, 1_000_000);
      }
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    List<Part> parts =
        arguments.length == 0
            ? List.of(Part.JSON, Part.UPSERT, Part.START, Part.UNCHANGED)
            : Arrays.stream(arguments).map(Part::of).toList();
    Report report = new Report();
    for (Part part : parts) {
      part.addTo(report);
    }
    System.out.print(report);
    if (arguments.length == 0) {
      System.out.println("Bulks at each latency take eight minutes: -Dbench=latency");
    }
  }
}
