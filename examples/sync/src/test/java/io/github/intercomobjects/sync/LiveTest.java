package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {
  private final MockWebServer server = new MockWebServer();

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void enqueue(int status, String body) {
    server.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  /** Enqueues the page of objects that the type is checked with. */
  private void enqueueList() {
    enqueue(
        200,
        "{\"type\":\"list\",\"data\":[],\"total_count\":0,"
            + "\"pages\":{\"type\":\"pages\",\"page\":1,\"per_page\":150,\"total_pages\":1}}");
  }

  private Command run() throws IOException {
    Path file = Command.file(directory, "order_number,status", "ORDER-1,paid");
    return Command.live(server.url("/").toString(), "token", file, "--key", "order_number");
  }

  @Test
  void urlAndWorkspaceArePrintedBeforeAnyRow() throws Exception {
    enqueue(200, "{\"type\":\"admin\",\"app\":{\"id_code\":\"abc123\",\"name\":\"Acme\"}}");
    enqueueList();
    enqueue(200, "{\"id\":\"21\",\"type\":\"Order\",\"custom_attributes\":{\"status\":\"paid\"}}");
    Command command = run();
    assertThat(command.exitCode()).isZero();
    assertThat(command.out())
        .startsWith(
            "LIVE: URL given with --base-url, "
                + server.url("/")
                + "\nWorkspace: \"Acme\" (abc123)\n");
    assertThat(server.takeRequest().getTarget()).isEqualTo("/me");
    assertThat(server.takeRequest().getTarget())
        .isEqualTo("/custom_object_instances/Order?page=1&per_page=150");
    assertThat(server.takeRequest().getTarget()).isEqualTo("/custom_object_instances/Order");
  }

  @Test
  void tokenThatMayNotReadTheWorkspaceMayWrite() throws IOException {
    enqueue(403, "{\"type\":\"error.list\",\"errors\":[{\"code\":\"forbidden\"}]}");
    enqueueList();
    enqueue(200, "{\"id\":\"21\",\"type\":\"Order\",\"custom_attributes\":{\"status\":\"paid\"}}");
    Command command = run();
    assertThat(command.exitCode()).isZero();
    assertThat(command.out()).contains("Workspace: unknown, because GET /me did not name it\n");
  }

  @Test
  void missingPermissionStopsTheJobAndIsNamed() throws IOException {
    enqueue(200, "{}");
    enqueueList();
    enqueue(403, "{\"type\":\"error.list\",\"errors\":[{\"code\":\"forbidden\"}]}");
    Command command = run();
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains("intercom-sync: the access token lacks a permission: ")
        .contains("403 forbidden")
        .contains("read_write_custom_object_instances");
  }

  @Test
  void stoppedJobReportsWhatWasStoredBefore() throws IOException {
    enqueue(200, "{}");
    enqueueList();
    enqueue(200, "{\"id\":\"21\",\"type\":\"Order\",\"custom_attributes\":{}}");
    Path file = Command.file(directory, "order_number", "ORDER-1", "ORDER-2");
    enqueue(401, "{\"type\":\"error.list\",\"errors\":[{\"code\":\"token_revoked\"}]}");
    Path summary = directory.resolve("summary.json");
    Command command =
        Command.live(
            server.url("/").toString(),
            "token",
            file,
            "--key=order_number",
            "--summary=" + summary);
    assertThat(command.exitCode()).isEqualTo(1);
    String reason = command.err().lines().reduce((first, last) -> last).orElseThrow();
    assertThat(reason)
        .startsWith("intercom-sync: the access token is not accepted at ")
        .contains("401 token_revoked")
        .endsWith(
            "Stopped after 1 row had been stored and 1 row had failed; 0 rows were not tried. Stored"
                + " rows stay stored, and the next run continues with the others");
    JsonNode counts = JsonMapper.builder().build().readTree(summary.toFile());
    assertThat("intercom-sync: " + counts.path("stopped").asText()).isEqualTo(reason);
    assertThat(counts.path("stored").asInt()).isEqualTo(1);
    assertThat(counts.path("calls").asInt()).isEqualTo(4);
  }

  @Test
  void rejectedLinksAreReportedAndTheObjectStays() throws IOException {
    enqueue(200, "{}");
    enqueueList();
    enqueue(200, "{\"type\":\"contact\",\"id\":\"63a0\"}");
    enqueue(200, "{\"id\":\"21\",\"type\":\"Order\",\"custom_attributes\":{}}");
    enqueue(
        400,
        "{\"type\":\"error.list\",\"errors\":[{\"code\":\"parameter_invalid\","
            + "\"message\":\"Custom attribute 'purchases' does not exist\"}]}");
    Path file = Command.file(directory, "order_number,customer_id", "ORDER-1,customer-1");
    Command command =
        Command.live(
            server.url("/").toString(),
            "token",
            file,
            "--key",
            "order_number",
            "--contact",
            "customer_id",
            "--link-contact-attribute",
            "purchases");
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(command.out())
        .containsPattern("stored +1\n")
        .containsPattern("links +0  1 could not be created\n")
        .contains("line 2  1 not linked to the contact with the external id \"customer-1\": ")
        .contains("400 parameter_invalid: Custom attribute 'purchases' does not exist");
  }
}
