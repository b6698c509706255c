package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A comparison of our description with official ones, which prints the differences that {@code
 * drift.yaml} does not explain.
 *
 * <pre>mvn -q -Pdrift -Dofficial=FILE,FILE -DskipTests -pl spec verify</pre>
 */
public final class Drift {
  private final DriftRules rules;
  private final PrintStream out;
  private final ArrayNode report = JsonNodeFactory.instance.arrayNode();
  private final List<String> versions = new ArrayList<>();
  private int unexplained;

  Drift(DriftRules rules, PrintStream out) {
    this.rules = rules;
    this.out = out;
  }

  /**
   * Runs the comparison. If something is unexplained, the exit code is 1 and the printed text is in
   * a file as well; without the file, exit code 1 means that the comparison itself failed.
   *
   * @param arguments the rules, the official files separated by commas, the file to write all rows
   *     to, and the file to write the text to if something is unexplained
   */
  public static void main(String[] arguments) throws IOException {
    if (!run(arguments)) {
      System.exit(1);
    }
  }

  /** Runs the comparison. Returns whether everything is explained. */
  static boolean run(String... arguments) throws IOException {
    Path report = Path.of(arguments[2]);
    Path unexplained = Path.of(arguments[3]);
    Files.deleteIfExists(unexplained);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Drift drift =
        new Drift(
            DriftRules.read(JsonTrees.yaml(Path.of(arguments[0]))),
            new PrintStream(text, true, StandardCharsets.UTF_8));
    JsonNode ours = JsonTrees.parse(SpecFiles.bundled());
    Map<String, JsonNode> officials = new LinkedHashMap<>();
    for (String file : arguments[1].split(",", -1)) {
      officials.put(file, JsonTrees.yaml(Path.of(file)));
    }
    boolean passed = drift.compare(ours, officials);
    Files.writeString(report, drift.report().toPrettyString());
    System.out.print(text.toString(StandardCharsets.UTF_8));
    System.out.println("All rows are in " + report);
    if (!passed) {
      Files.write(unexplained, text.toByteArray());
    }
    return passed;
  }

  /** Compares with each official description. Returns whether everything is explained. */
  boolean compare(JsonNode ours, Map<String, JsonNode> officials) {
    officials.forEach((file, theirs) -> compare(ours, file, theirs));
    List<String> described = new Description(ours).versions();
    boolean complete = !described.isEmpty() && versions.containsAll(described);
    List<String> unused = rules.reasons().unused();
    if (complete) {
      unused.forEach(rows -> out.println("matches no row: " + rows));
    } else if (!unused.isEmpty()) {
      out.printf("%d explanations match no row; they may be for other versions%n", unused.size());
    }
    return unexplained == 0 && (!complete || unused.isEmpty());
  }

  /** Returns every row of every file, with the reasons of the explained ones. */
  ArrayNode report() {
    return report;
  }

  private void compare(JsonNode ours, String file, JsonNode theirs) {
    String version = theirs.path("info").path("version").asText();
    versions.add(version);
    List<DriftRow> rows = DriftComparison.rows(ours, theirs, rules::isInScope);
    List<DriftRow> open = new ArrayList<>();
    for (DriftRow row : rows) {
      List<String> reasons = rules.reasons().of(row.text());
      if (reasons.isEmpty()) {
        open.add(row);
      }
      ObjectNode entry = report.addObject().put("version", version).put("row", row.text());
      row.locations().forEach(entry.putArray("locations")::add);
      reasons.forEach(why -> entry.put("why", why));
    }
    unexplained += open.size();
    out.printf(
        "%s, version %s: %d rows, %d explained, %d unexplained%n",
        Path.of(file).getFileName(), version, rows.size(), rows.size() - open.size(), open.size());
    open.forEach(row -> out.println("  " + row));
  }
}
