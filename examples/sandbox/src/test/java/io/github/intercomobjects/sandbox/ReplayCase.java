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
 * A documented request and its response.
 *
 * @param name the name of the response's example, or of the request's if it has no own response
 * @param status {@link Description#OTHER_STATUS} for the response for all other statuses
 * @param request missing if there is none
 * @param response missing if there is none
 */
record ReplayCase(
    Description from,
    String operation,
    String name,
    int status,
    JsonNode request,
    JsonNode response) {

  /**
   * Returns the exchanges of an operation: each documented response with the request of the same
   * name, or else with a successful one; each remaining request; and each status without an
   * example.
   */
  static List<ReplayCase> of(Description from, String operation) {
    List<Example> requests = new ArrayList<>();
    List<Example> responses = new ArrayList<>();
    from.examples(operation).forEach(e -> (e.status() == 0 ? requests : responses).add(e));
    JsonNode usual = usualRequest(requests, responses);

    List<ReplayCase> cases = new ArrayList<>();
    Set<String> paired = new HashSet<>();
    Set<Integer> shown = new HashSet<>();
    for (Example response : responses) {
      JsonNode request = usual;
      for (Example one : requests) {
        if (isSameName(one, response)) {
          request = one.body();
          paired.add(one.name());
        }
      }
      shown.add(response.status());
      cases.add(
          new ReplayCase(
              from, operation, response.name(), response.status(), request, response.body()));
    }
    JsonNode none = MissingNode.getInstance();
    for (int status : from.bodies(operation).keySet()) {
      if (status != 0 && !shown.contains(status)) {
        cases.add(new ReplayCase(from, operation, "no example", status, usual, none));
      }
    }
    int success =
        from.bodies(operation).keySet().stream().filter(s -> s >= 200).findFirst().orElse(200);
    for (Example one : requests) {
      if (!paired.contains(one.name()) && !one.body().equals(usual)) {
        cases.add(new ReplayCase(from, operation, one.name(), success, one.body(), none));
      }
    }
    return cases;
  }

  private static JsonNode usualRequest(List<Example> requests, List<Example> responses) {
    return requests.stream()
        .filter(one -> responses.stream().noneMatch(a -> a.status() >= 300 && isSameName(one, a)))
        .findFirst()
        .or(() -> requests.stream().findFirst())
        .map(Example::body)
        .orElse(MissingNode.getInstance());
  }

  /** Compares names, which have underscores for requests and spaces for responses. */
  private static boolean isSameName(Example one, Example other) {
    return plain(one.name()).equals(plain(other.name()));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
  }

  String method() {
    return operation.substring(0, operation.indexOf(' '));
  }

  /** Returns the segment of the path that names the subject of the operation. */
  String resource() {
    return from.path(operation).split("/", -1)[1];
  }

  boolean isSuccess() {
    return status < 300;
  }

  /** Returns the first code of a documented error; empty if there is none. */
  String code() {
    return response.at("/errors/0/code").asText();
  }

  String message() {
    return response.at("/errors/0/message").asText();
  }

  /** Returns the documented response if it is a success; else missing. */
  JsonNode success() {
    return isSuccess() ? response : MissingNode.getInstance();
  }

  /** Returns the operation and the status of the response. */
  String place() {
    return operation + " " + (status == Description.OTHER_STATUS ? "default" : status);
  }

  /** Returns whether the schema of the response allows these kinds of values at a location. */
  boolean describes(Outline.Place place, Map<Outline.Place, Set<String>> kinds) {
    return kinds.getOrDefault(place, Set.of()).stream()
        .allMatch(kind -> from.describes(operation, status, place.steps(), kind));
  }
}
