package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.intercomobjects.spec.Description;
import io.github.intercomobjects.spec.Example;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An exchange that a description documents.
 *
 * @param name of the answer's example, or of the request's where no answer of its own is shown
 * @param status {@link Description#OTHER_STATUS} for the answer that stands for all others
 * @param request missing where none is shown
 * @param answer missing where none is shown
 */
record ReplayCase(
    Description from,
    String operation,
    String name,
    int status,
    JsonNode request,
    JsonNode answer) {

  /**
   * The exchanges of an operation: each documented answer after the request of the same name, or
   * else after a request that succeeds; each request left over; and each status without an example.
   */
  static List<ReplayCase> of(Description from, String operation) {
    List<Example> requests = new ArrayList<>();
    List<Example> answers = new ArrayList<>();
    from.examples(operation).forEach(e -> (e.status() == 0 ? requests : answers).add(e));
    JsonNode usual = usualRequest(requests, answers);

    List<ReplayCase> cases = new ArrayList<>();
    Set<String> paired = new HashSet<>();
    Set<Integer> shown = new HashSet<>();
    for (Example answer : answers) {
      JsonNode request = usual;
      for (Example one : requests) {
        if (isSameName(one, answer)) {
          request = one.body();
          paired.add(one.name());
        }
      }
      shown.add(answer.status());
      cases.add(
          new ReplayCase(from, operation, answer.name(), answer.status(), request, answer.body()));
    }
    JsonNode none = MissingNode.getInstance();
    for (int status : from.bodies(operation).keySet()) {
      if (status != 0 && !shown.contains(status)) {
        cases.add(new ReplayCase(from, operation, "no example", status, usual, none));
      }
    }
    if (!cases.isEmpty()) {
      for (Example one : requests) {
        if (!paired.contains(one.name()) && !one.body().equals(usual)) {
          cases.add(new ReplayCase(from, operation, one.name(), 200, one.body(), none));
        }
      }
    }
    return cases;
  }

  private static JsonNode usualRequest(List<Example> requests, List<Example> answers) {
    return requests.stream()
        .filter(one -> answers.stream().noneMatch(a -> a.status() >= 300 && isSameName(one, a)))
        .findFirst()
        .or(() -> requests.stream().findFirst())
        .map(Example::body)
        .orElse(MissingNode.getInstance());
  }

  /** Names of requests are written with underscores, those of answers as text. */
  private static boolean isSameName(Example one, Example other) {
    return plain(one.name()).equals(plain(other.name()));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
  }

  String method() {
    return operation.substring(0, operation.indexOf(' '));
  }

  /** The part of the path that says what the operation is about. */
  String resource() {
    return from.path(operation).split("/", -1)[1];
  }

  boolean isSuccess() {
    return status < 300;
  }

  /** The first code of a documented error; empty if there is none. */
  String code() {
    return answer.at("/errors/0/code").asText();
  }

  String message() {
    return answer.at("/errors/0/message").asText();
  }

  /** The documented answer, if it is a success; else missing. */
  JsonNode success() {
    return isSuccess() ? answer : MissingNode.getInstance();
  }

  /** The operation and the status of the answer. */
  String place() {
    return operation + " " + (status == Description.OTHER_STATUS ? "default" : status);
  }

  /** Whether the schema of the answer has a place for all these kinds of values. */
  boolean describes(Outline.Place place, Map<Outline.Place, Set<String>> kinds) {
    return kinds.getOrDefault(place, Set.of()).stream()
        .allMatch(kind -> from.describes(operation, status, place.steps(), kind));
  }
}
