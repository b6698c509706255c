package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The workspace that a documented response requires, and the request for it. This base class is for
 * operations that require nothing.
 */
class ReplayScene {
  /** An id that no object has. */
  static final String NO_ID = "999999999";

  final ReplayCase wanted;
  final ReplayIds ids = new ReplayIds();

  ReplayScene(ReplayCase wanted) {
    this.wanted = wanted;
  }

  static ReplayScene of(ReplayCase wanted) {
    return switch (wanted.resource()) {
      case "custom_object_instances" -> new ObjectScene(wanted);
      case "contacts" -> new ContactScene(wanted);
      case "conversations" -> new ConversationScene(wanted);
      case "tickets" -> new TicketScene(wanted);
      default -> new ReplayScene(wanted);
    };
  }

  /** Returns the error codes that can be produced, in addition to those of every operation. */
  Set<String> errors() {
    return Set.of();
  }

  /**
   * Defines the workspace.
   *
   * @throws IllegalArgumentException if it cannot be what is documented
   */
  void define(Workspace.Builder workspace) {}

  /**
   * Fills the workspace.
   *
   * @throws IllegalArgumentException if it cannot hold what is documented
   */
  void fill(Workspace workspace, Http http) {}

  /** Returns the value of a path parameter. */
  String segment(String parameter, String documented) {
    return documented;
  }

  /** Returns the query parameters; by default the examples of the description. */
  Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    for (JsonNode parameter : wanted.from().parameters(wanted.operation(), "query")) {
      String example = example(parameter);
      if (!example.isEmpty()) {
        query.put(parameter.path("name").asText(), example);
      }
    }
    return query;
  }

  /** Returns the body to send; null for none. */
  @Nullable JsonNode body() {
    JsonNode body = ids.translate(wanted.request());
    if (!(body instanceof ObjectNode object)) {
      return null;
    }
    String field = wanted.response().at("/errors/0/field").asText();
    if (!wanted.code().equals("parameter_invalid")) {
      return object;
    }
    if (wanted.operation().endsWith("/search")) {
      object.withObject("/pagination").put("per_page", 0);
    } else if (!field.isEmpty()) {
      object.put(field, "not a value of this field");
    }
    return object;
  }

  /**
   * Sends a call that prepares the required state, and returns its response.
   *
   * @throws IllegalArgumentException if it is rejected
   */
  static JsonNode done(Http http, String method, String target, String body) {
    Http.Reply reply = http.undescribed(method, target, body);
    if (reply.status() != 200) {
      throw new IllegalArgumentException(reply.at("/errors/0/message").asText());
    }
    return reply.json();
  }

  /** Returns the path and query of the request. */
  final String target() {
    StringBuilder target = new StringBuilder();
    for (String part : wanted.from().path(wanted.operation()).substring(1).split("/", -1)) {
      target.append('/');
      if (part.startsWith("{")) {
        String name = part.substring(1, part.length() - 1);
        target.append(encoded(segment(name, documentedSegment(name))));
      } else {
        target.append(part);
      }
    }
    char separator = '?';
    for (Map.Entry<String, String> parameter : query().entrySet()) {
      target.append(separator).append(parameter.getKey()).append('=');
      target.append(encoded(parameter.getValue()));
      separator = '&';
    }
    return target.toString();
  }

  private String documentedSegment(String name) {
    return wanted.from().parameters(wanted.operation(), "path").stream()
        .filter(parameter -> parameter.path("name").asText().equals(name))
        .map(ReplayScene::example)
        .filter(example -> !example.isEmpty())
        .findFirst()
        .orElse("1");
  }

  private static String example(JsonNode parameter) {
    JsonNode example = parameter.path("example");
    return (example.isMissingNode() ? parameter.at("/schema/example") : example).asText();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
