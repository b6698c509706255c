package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.spec.Description;
import io.github.intercomobjects.spec.JsonTrees;
import io.github.intercomobjects.spec.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A program that sends the documented requests of an official description to a sandbox, and
 * compares the responses with the documented ones: statuses, error codes, and the kinds of values
 * by their locations. It prints the differences with their reasons in {@code replay.yaml} (in
 * {@code replay-recorded.yaml} for what the live check has recorded), and exits with 1 if there is
 * a difference without a reason or a reason without a difference.
 *
 * <pre>mvn -q -Preplay -Dofficial=FILE -DskipTests -pl examples/sandbox -am verify</pre>
 */
public final class Replay {
  private static final String BY_SCHEMA =
      "The schema of the same response lists it; the example leaves it out.";

  private final Reasons reasons;
  private final List<String> files = new ArrayList<>();
  private final List<String> versions = new ArrayList<>();
  private final PrintStream out;
  private final ArrayNode report = Json.object().putArray("rows");

  /**
   * @param rules {@code explained}, as {@link Reasons} reads it, and {@code files}, the versions of
   *     the files for which every reason must explain something
   */
  Replay(JsonNode rules, PrintStream out) {
    this.reasons = Reasons.read(rules.path("explained"));
    rules.path("files").forEach(file -> files.add(file.asText()));
    this.out = out;
  }

  /** Runs with two arguments: the official file and the file to write all rows to. */
  public static void main(String[] arguments) throws IOException {
    int exit = run(Path.of(arguments[0]), Path.of(arguments[1]), System.out);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  /** Replays a file, and returns the exit code. */
  static int run(Path file, Path report, PrintStream out) throws IOException {
    // Other reasons: those for an official file would explain nothing in a recording.
    boolean recorded = JsonTrees.yaml(file).at("/info/x-recorded").asBoolean();
    Replay replay = new Replay(rules(recorded ? "/replay-recorded.yaml" : "/replay.yaml"), out);
    Description official = Description.read(file);
    String name = String.valueOf(file.getFileName());
    boolean explained = replay.replay(name, official, official.version());
    boolean used = replay.isEachReasonUsed();
    Files.writeString(report, replay.report.toPrettyString());
    out.println("All rows are in " + report);
    return explained && used ? 0 : 1;
  }

  static JsonNode rules(String resource) throws IOException {
    try (InputStream in = Objects.requireNonNull(Replay.class.getResourceAsStream(resource))) {
      return JsonTrees.yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * Replays a description, and returns whether all differences are explained.
   *
   * @param version the API version to send
   */
  boolean replay(String name, Description official, String version) {
    // Operations outside our scope are the subject of the drift report.
    Set<String> ours = Description.ours().operations();
    List<String> operations = official.operations().stream().filter(ours::contains).toList();
    if (operations.stream().allMatch(one -> official.examples(one).isEmpty())) {
      out.println(name + " gives no example of an operation that ours describes");
      return false;
    }
    Map<String, ReplayRow> rows = new TreeMap<>();
    int exchanges = 0;
    int matched = 0;
    for (String operation : operations) {
      for (ReplayCase wanted : ReplayCase.of(official, operation)) {
        List<ReplayRow> found = new ReplayExchange(wanted, version).differences();
        exchanges++;
        matched += found.stream().allMatch(ReplayRow::isDescribed) ? 1 : 0;
        found.forEach(row -> rows.merge(row.text(), row, ReplayRow::and));
      }
    }
    versions.add(version);
    Judgement judgement = judge(rows.values(), version);
    out.printf(
        "%s, version %s: %d exchanges, %d with the documented response; %d rows, %d explained, %d not%n",
        name,
        version,
        exchanges,
        matched,
        rows.size(),
        rows.size() - judgement.open().size(),
        judgement.open().size());
    print(judgement);
    return judgement.open().isEmpty();
  }

  private Judgement judge(Collection<ReplayRow> rows, String version) {
    Map<String, List<ReplayRow>> explained = new TreeMap<>();
    List<ReplayRow> open = new ArrayList<>();
    for (ReplayRow row : rows) {
      Set<String> why = reasons(row);
      if (why.isEmpty()) {
        open.add(row);
      }
      why.forEach(one -> explained.computeIfAbsent(one, w -> new ArrayList<>()).add(row));
      ObjectNode entry = report.addObject().put("version", version).put("row", row.text());
      row.examples().forEach(entry.putArray("examples")::add);
      why.forEach(entry.putArray("why")::add);
    }
    return new Judgement(explained, open);
  }

  /** Returns the reasons of a row, which is explained if each of its examples is. */
  private Set<String> reasons(ReplayRow row) {
    if (row.isDescribed()) {
      return Set.of(BY_SCHEMA);
    }
    List<String> general = reasons.of(row.text());
    Set<String> all = new TreeSet<>(general);
    boolean explained = true;
    for (String example : row.examples()) {
      List<String> special = reasons.of(row.text() + " \"" + example + "\"");
      explained &= !general.isEmpty() || !special.isEmpty();
      all.addAll(special);
    }
    return explained ? all : Set.of();
  }

  private void print(Judgement judgement) {
    judgement
        .explained()
        .forEach(
            (why, rows) -> {
              out.println(why);
              rows.forEach(row -> out.println("  " + row.text()));
            });
    if (!judgement.open().isEmpty()) {
      out.println("Not explained:");
      judgement.open().forEach(row -> out.println("  " + row.text() + " " + row.examples()));
    }
  }

  /**
   * Prints the reasons that explained nothing, and returns whether there is none, if all versions
   * were replayed.
   */
  boolean isEachReasonUsed() {
    List<String> unused = reasons.unused();
    if (versions.containsAll(files)) {
      unused.forEach(rows -> out.println("Explains nothing: " + rows));
      return unused.isEmpty();
    }
    if (!unused.isEmpty()) {
      out.printf("%d reasons explain nothing here; they are for other versions%n", unused.size());
    }
    return true;
  }

  private record Judgement(Map<String, List<ReplayRow>> explained, List<ReplayRow> open) {}
}
