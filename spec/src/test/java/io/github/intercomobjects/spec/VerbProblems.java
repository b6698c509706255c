package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The operations that OpenAPI allows but Retrofit or OkHttp does not support. */
final class VerbProblems {
  /** The keys of a path that are not verbs. */
  private static final List<String> NO_VERBS =
      List.of("$ref", "summary", "description", "servers", "parameters");

  private static final List<String> RETRY_SAFE = List.of("true", "false", "with-external-id");

  private VerbProblems() {}

  /** Returns the problems of a description, each with its verb and path. */
  static List<String> of(JsonNode root) {
    Description description = new Description(root);
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
        if (!NO_VERBS.contains(entry.getKey())) {
          String name = entry.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
          of(description, path.getKey(), entry.getKey(), entry.getValue())
              .forEach(problem -> problems.add(name + ": " + problem));
        }
      }
    }
    return problems;
  }

  private static List<String> of(
      Description description, String path, String key, JsonNode operation) {
    Verb verb = Verb.ofKey(key).orElse(null);
    if (verb == null) {
      return List.of("Retrofit does not support this verb, only " + Arrays.toString(Verb.values()));
    }
    List<String> problems = new ArrayList<>();
    if (operation.has("requestBody") && !verb.allowsBody) {
      problems.add("OkHttp does not send a body with " + verb);
    }
    boolean hasResponseBody =
        description.bodies(Description.key(verb, path)).keySet().stream()
            .anyMatch(status -> status > 0);
    if (verb == Verb.HEAD && hasResponseBody) {
      problems.add("a response to HEAD has no body");
    }
    String retrySafe = operation.path("x-retry-safe").asText();
    if (operation.has("x-retry-safe") && !RETRY_SAFE.contains(retrySafe)) {
      problems.add("x-retry-safe is not one of " + RETRY_SAFE);
    } else if (retrySafe.equals(String.valueOf(verb.isRetrySafe))) {
      problems.add("x-retry-safe \"" + retrySafe + "\" is the default of " + verb);
    }
    return problems;
  }
}
