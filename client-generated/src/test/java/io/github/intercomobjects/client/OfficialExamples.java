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
 * A check of the examples of an official description. Our description must accept them, our models
 * must not lose anything, and our description must reject them after one value was broken.
 *
 * <pre>mvn -q -Pexamples -Dofficial=FILE -DskipTests -pl client-generated -am verify</pre>
 */
public final class OfficialExamples {
  private static final int BROKEN = 2000;
  private static final long SEED = 20260821;

  private OfficialExamples() {}

  /** Checks the examples of the file that the argument names. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    Description official = Description.read(file);
    Description ours = Description.ours();
    List<Example> examples = new ArrayList<>();
    for (String operation : official.operations()) {
      // The drift report shows the operations that only the file has.
      if (ours.operations().contains(operation)) {
        examples.addAll(official.examples(operation));
      }
    }
    if (examples.isEmpty()) {
      System.out.println(
          file.getFileName() + " has no example of an operation that our description has");
      System.exit(1);
    }
    int rejected = 0;
    int lost = 0;
    List<Example> accepted = new ArrayList<>();
    for (Example example : examples) {
      List<String> problems = example.problems(example.body());
      if (problems.isEmpty()) {
        accepted.add(example);
      } else {
        rejected++;
        System.out.println("rejected: " + example.title() + "\n  " + String.join("\n  ", problems));
      }
      List<String> losses = losses(ours, example);
      if (!losses.isEmpty()) {
        lost++;
        System.out.println("lost: " + example.title() + "\n  " + String.join("\n  ", losses));
      }
    }
    System.out.printf(
        "%s: %d examples, %d accepted, %d rejected, %d with losses%n",
        file.getFileName(), examples.size(), accepted.size(), rejected, lost);
    reportBroken(accepted);
  }

  /** Returns what the models lose of an example, or the reason why they cannot read it. */
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
    int rejected = 0;
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
        missed.merge(example.operation() + " " + broken.change(), 1, Integer::sum);
      } else {
        rejected++;
      }
    }
    missed.forEach(
        (change, count) -> System.out.println("broken and accepted: " + change + " x" + count));
    System.out.printf(
        "%d examples broken on purpose, %d rejected (%.1f %%)%n",
        total, rejected, 100.0 * rejected / total);
  }
}
