package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares our description with official ones, and prints what {@code drift.yaml} does not explain.
 * Ends with 1 if there is any.
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

  /** Takes the rules, the official files separated by commas, and where to write all rows. */
  public static void main(String[] arguments) throws IOException {
    Drift drift = new Drift(DriftRules.read(JsonTrees.yaml(Path.of(arguments[0]))), System.out);
    JsonNode ours = JsonTrees.parse(SpecFiles.bundled());
    Map<String, JsonNode> officials = new LinkedHashMap<>();
    for (String file : arguments[1].split(",", -1)) {
      officials.put(file, JsonTrees.yaml(Path.of(file)));
    }
    boolean passed = drift.compare(ours, officials);
    Path report = Path.of(arguments[2]);
    Files.writeString(report, drift.report().toPrettyString());
    System.out.println("All rows are in " + report);
    if (!passed) {
      System.exit(1);
    }
  }

  /** Compares with each official description; whether nothing is left to explain. */
  boolean compare(JsonNode ours, Map<String, JsonNode> officials) {
    officials.forEach((file, theirs) -> compare(ours, file, theirs));
    boolean complete = !rules.files().isEmpty() && versions.containsAll(rules.files());
    List<String> unused = rules.reasons().unused();
    if (complete) {
      unused.forEach(rows -> out.println("explains nothing: " + rows));
    } else if (!unused.isEmpty()) {
      out.printf(
          "%d explanations explain nothing here; they may be for other versions%n", unused.size());
    }
    return unexplained == 0 && (!complete || unused.isEmpty());
  }

  /** Every row of every file, the explained ones with their reasons. */
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
      row.places().forEach(entry.putArray("places")::add);
      reasons.forEach(why -> entry.put("why", why));
    }
    unexplained += open.size();
    out.printf(
        "%s, version %s: %d rows, %d explained, %d not%n",
        Path.of(file).getFileName(), version, rows.size(), rows.size() - open.size(), open.size());
    open.forEach(row -> out.println("  " + row));
  }
}
