package io.github.intercomobjects.sandbox;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.sandbox.Http.Reply;
import io.github.intercomobjects.spec.SpecFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of every operation of the description, so that a new one cannot be forgotten here. */
class OperationsTest {
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

  private static final Map<String, String> BODIES =
      Map.ofEntries(
          entry("createOrUpdateCustomObjectInstance", "{\"external_id\":\"ORDER-2\"}"),
          entry("createContact", "{\"email\":\"new@example.com\"}"),
          entry("updateContact", "{\"name\":\"Zoë\"}"),
          entry(
              "searchContacts",
              "{\"query\":{\"field\":\"external_id\",\"operator\":\"=\",\"value\":\"customer-7\"}}"),
          entry("updateConversation", "{\"read\":true}"),
          entry(
              "searchConversations",
              "{\"query\":{\"field\":\"contact_ids\",\"operator\":\"=\",\"value\":\"nobody\"}}"),
          entry(
              "createTicket",
              "{\"ticket_type_id\":\"1\",\"contacts\":[{\"external_id\":\"customer-7\"}]}"),
          entry("updateTicket", "{\"open\":false}"),
          entry(
              "replyToTicket",
              "{\"type\":\"user\",\"message_type\":\"comment\",\"user_id\":\"customer-7\","
                  + "\"body\":\"Hello\"}"));

  // Reading the description takes seconds.
  private static final List<Operation> OPERATIONS = read();

  @AutoClose private final Sandbox sandbox = Sandbox.start(Shops.shop().build());
  private final Workspace workspace = sandbox.getWorkspace();
  private final Http http = new Http(sandbox);
  private final Map<String, String> known = seed();

  static List<Operation> operations() {
    return OPERATIONS;
  }

  static Stream<Operation> operationsOnSomething() {
    return OPERATIONS.stream().filter(operation -> operation.path().contains("{"));
  }

  private static List<Operation> read() {
    List<Operation> operations = new ArrayList<>();
    JsonNode paths;
    try {
      paths = new JsonMapper().readTree(SpecFiles.bundled()).path("paths");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (String method : METHODS) {
        if (path.getValue().has(method)) {
          operations.add(
              new Operation(
                  method.toUpperCase(Locale.ROOT), path.getKey(), path.getValue().get(method)));
        }
      }
    }
    return operations;
  }

  @Test
  void theDescriptionHasOperations() {
    assertThat(operations()).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyOperationIsServedFromState(Operation operation) {
    http.call(operation.method(), operation.target(known), operation.body()).ok();
  }

  @ParameterizedTest
  @MethodSource("operationsOnSomething")
  void everyOperationReportsMissingObjects(Operation operation) {
    Reply reply = http.call(operation.method(), operation.target(Map.of()), operation.body());
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.at("/errors/0/message").asText()).doesNotStartWith("There is no ");
  }

  @Test
  void versionsAndScopesMatchTheDescription() {
    assertThat(
            new Routes(workspace.settings(), workspace.state(), sandbox.getBaseUrl())
                .endpoints().stream()
                    .map(
                        endpoint ->
                            endpoint.method()
                                + " /"
                                + String.join("/", endpoint.template())
                                + " since "
                                + (endpoint.since().equals(ApiVersion.ANY)
                                    ? "ever"
                                    : endpoint.since())
                                + " for "
                                + endpoint.scopes()))
        .containsExactlyInAnyOrderElementsOf(operations().stream().map(Operation::rules).toList());
  }

  private Map<String, String> seed() {
    String zoe = workspace.addContact("customer-7", "zoe@example.com", null).getId();
    http.post(Shops.ORDERS, Shops.order("ORDER-1")).ok();
    Reply ticket = http.post("/tickets", Objects.requireNonNull(BODIES.get("createTicket"))).ok();
    return Map.of(
        "{custom_object_type_identifier}", "Order",
        "{custom_object_instance_id}", "1",
        "{contact_id}", zoe,
        "{external_id}", "customer-7",
        "{conversation_id}", workspace.addConversation(zoe).getId(),
        "{ticket_id}", ticket.at("/id").asText(),
        "external_id", "ORDER-1");
  }

  /** An operation of the description. */
  record Operation(String method, String path, JsonNode node) {

    /** Returns the path with the known ids, and with ids of missing objects for all others. */
    String target(Map<String, String> ids) {
      StringBuilder target = new StringBuilder();
      for (String part : path.substring(1).split("/", -1)) {
        target.append('/');
        target.append(part.startsWith("{") ? ids.getOrDefault(part, "nobody") : part);
      }
      char separator = '?';
      for (JsonNode parameter : node.path("parameters")) {
        if (parameter.path("in").asText().equals("query")
            && parameter.path("required").asBoolean()) {
          String name = parameter.path("name").asText();
          target.append(separator).append(name).append('=');
          target.append(ids.getOrDefault(name, "nobody"));
          separator = '&';
        }
      }
      return target.toString();
    }

    @Nullable String body() {
      String id = node.path("operationId").asText();
      boolean wanted = node.has("requestBody");
      assertThat(BODIES.containsKey(id)).as("a body for " + id).isEqualTo(wanted);
      return BODIES.get(id);
    }

    String rules() {
      List<String> scopes = new ArrayList<>();
      node.path("x-scopes").forEach(scope -> scopes.add(scope.asText()));
      return method
          + " "
          + path.replaceAll("\\{[^}]*}", "{}")
          + " since "
          + node.path("x-since").asText("ever")
          + " for "
          + scopes;
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }
}
