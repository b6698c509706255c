package io.github.intercomobjects.client;

import com.squareup.moshi.JsonDataException;
import io.github.intercomobjects.spec.Description;
import io.github.intercomobjects.spec.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks the examples of an official description against ours: whether ours accepts them, whether
 * the models lose anything of them, and whether it refuses them when they are broken.
 *
 * <pre>mvn -q -Pexamples -Dofficial=FILE -DskipTests -pl client-generated -am verify</pre>
 */
public final class OfficialExamples {
  private static final int BROKEN = 2000;
  private static final long SEED = 20260821;

  private OfficialExamples() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Description official = Description.read(file);
    Description ours = Description.ours();
    List<Example> examples = new ArrayList<>();
    for (String operation : official.operations()) {
      // What the file has beyond our scope is for the drift report to tell.
      if (ours.operations().contains(operation)) {
        examples.addAll(official.examples(operation));
      }
    }
    if (examples.isEmpty()) {
      System.out.println(
          file.getFileName() + " gives no example of an operation that ours describes");
      System.exit(1);
    }
    int refused = 0;
    int lost = 0;
    List<Example> accepted = new ArrayList<>();
    for (Example example : examples) {
      List<String> problems = example.problems(example.body());
      if (problems.isEmpty()) {
        accepted.add(example);
      } else {
        refused++;
        System.out.println("refused: " + example.title() + "\n  " + String.join("\n  ", problems));
      }
      List<String> losses = losses(ours, example);
      if (!losses.isEmpty()) {
        lost++;
        System.out.println("lost: " + example.title() + "\n  " + String.join("\n  ", losses));
      }
    }
    System.out.printf(
        "%s: %d examples, %d accepted, %d refused, %d with losses%n",
        file.getFileName(), examples.size(), accepted.size(), refused, lost);
    reportBroken(accepted);
  }

  /** What the models lose of an example, or why they cannot read it. */
  static List<String> losses(Description ours, Example example) throws IOException {
    String schema = ours.schema(example.operation(), example.status());
    if (schema.equals("CustomObjectInstancesResponse")) {
      schema =
          example.body().has("data") ? "CustomObjectInstanceList" : "CustomObjectInstanceLookup";
    }
    try {
      return RoundTrip.losses(schema, example.body());
    } catch (JsonDataException | IllegalArgumentException e) {
      return List.of(e.toString());
    }
  }

  private static void reportBroken(List<Example> accepted) {
    if (accepted.isEmpty()) {
      return;
    }
    Breakage breakage = new Breakage(SEED);
    int refused = 0;
    int total = 0;
    Map<String, Integer> missed = new TreeMap<>();
    for (int i = 0; i < BROKEN; i++) {
      Example example = accepted.get(i % accepted.size());
      Breakage.Broken broken = breakage.breakOne(example.body()).orElse(null);
      if (broken == null) {
        continue;
      }
      total++;
      if (example.problems(broken.json()).isEmpty()) {
        missed.merge(example.operation() + " " + broken.what(), 1, Integer::sum);
      } else {
        refused++;
      }
    }
    missed.forEach(
        (what, count) -> System.out.println("broken and accepted: " + what + " x" + count));
    System.out.printf(
        "%d examples broken on purpose, %d refused (%.1f %%)%n",
        total, refused, 100.0 * refused / total);
  }
}
