package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What {@code drift.yaml} says.
 *
 * @param files the versions of the files whose rows the explanations were written for
 * @param scope patterns of the paths that are this library's business
 */
record DriftRules(List<String> files, List<Glob> scope, List<Explanation> explanations) {
  /** A text in which {@code *} stands for any other. */
  record Glob(String text) {
    boolean matches(String other) {
      return Pattern.matches(
          Pattern.compile("\\*")
              .splitAsStream(text + " ")
              .map(Pattern::quote)
              .collect(Collectors.joining(".*")),
          other + " ");
    }
  }

  /** Why rows are as they are. */
  record Explanation(Glob rows, String why) {}

  DriftRules {
    explanations.forEach(
        explanation -> {
          if (explanation.rows().text().isBlank() || !explanation.why().endsWith(".")) {
            throw new IllegalArgumentException(
                "an explanation needs rows and a sentence that says why: " + explanation);
          }
        });
  }

  static DriftRules read(JsonNode yaml) {
    List<Explanation> explanations = new ArrayList<>();
    for (JsonNode entry : yaml.path("explained")) {
      explanations.add(
          new Explanation(
              new Glob(entry.path("rows").asText()), entry.path("why").asText().strip()));
    }
    return new DriftRules(
        texts(yaml.path("files")),
        texts(yaml.path("scope")).stream().map(Glob::new).toList(),
        explanations);
  }

  boolean isInScope(String path) {
    return scope.stream().anyMatch(glob -> glob.matches(path));
  }

  /** The explanations that a row matches. */
  List<Explanation> explanations(DriftRow row) {
    return explanations.stream().filter(e -> e.rows().matches(row.text())).toList();
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
