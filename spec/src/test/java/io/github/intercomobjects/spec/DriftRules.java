package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The content of {@code drift.yaml}.
 *
 * @param scope patterns of the paths that this library covers
 */
record DriftRules(List<Reasons.Glob> scope, Reasons reasons) {

  static DriftRules read(JsonNode yaml) {
    return new DriftRules(
        texts(yaml.path("scope")).stream().map(Reasons.Glob::new).toList(),
        Reasons.read(yaml.path("explained")));
  }

  boolean isInScope(String path) {
    return scope.stream().anyMatch(glob -> glob.matches(path));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
