package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.sandbox.Fault;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a run ends when all rows fail for one cause, and only then. */
class CommonCauseTest {
  private static final int ROWS = 300;

  /** The calls in flight when the twentieth refusal arrives may be refused too. */
  private static final int MOST_REFUSED = CommonCause.MAX_REFUSALS + 2 * Workers.THREADS;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private Path rows(String header, IntFunction<String> row) throws IOException {
    StringBuilder text = new StringBuilder(header).append('\n');
    for (int i = 1; i <= ROWS; i++) {
      text.append(row.apply(i)).append('\n');
    }
    return Files.writeString(directory.resolve("orders.csv"), text);
  }

  private static long posts(Sandbox sandbox) {
    return sandbox.getCalls().stream().filter(call -> call.getMethod().equals("POST")).count();
  }

  private static void assertStopped(Command command, Sandbox sandbox, String reason) {
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains(
            "intercom-sync: 20 calls were refused for the same reason, which no row can change,"
                + " and none was accepted in between: ")
        .contains(reason);
    assertThat(posts(sandbox)).isBetween(20L, (long) MOST_REFUSED);
    assertThat(command.err())
        .endsWith(
            ". Stopped after 0 rows had been stored and "
                + posts(sandbox)
                + " rows had failed; "
                + (ROWS - posts(sandbox))
                + " rows were not tried. Stored rows stay stored, and the next run continues with"
                + " the others\n");
  }

  @Test
  void unknownAttributeEndsTheRunAfterTwentyRefusals() throws IOException {
    Path file = rows("no,colour", i -> i + ",red");
    Path report = directory.resolve("failed.csv");
    Path summary = directory.resolve("summary.json");
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(
              shop.sandbox, file, "--key=no", "--report=" + report, "--summary=" + summary);
      assertStopped(
          command,
          shop.sandbox,
          "; create the attribute colour of Order under Settings > Data > Custom objects, or omit"
              + " its column with --ignore colour.");
      assertThat(command.err()).contains("  failed ").contains(" rows: Intercom returned 400 ");
      assertThat(Files.readAllLines(report)).hasSize((int) posts(shop.sandbox) + 1);
      JsonNode counts = JsonMapper.builder().build().readTree(summary.toFile());
      assertThat(counts.path("failed").asLong()).isEqualTo(posts(shop.sandbox));
      assertThat(counts.path("not_tried").asLong()).isEqualTo(ROWS - posts(shop.sandbox));
      assertThat(counts.path("stopped").asText()).startsWith("20 calls were refused");
    }
  }

  @Test
  void referenceOfTheWrongFormEndsTheRun() throws IOException {
    Path file = rows("no,customer_id", i -> i + ",customer-1");
    String[] options = {"--key=no", "--contact=customer_id"};
    try (Shop shop = new Shop()) {
      Command command =
          Command.live(shop.sandbox, file, Command.with(options, "--reference=buyer"));
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .contains("Order has no attribute 'buyer'")
          .contains(
              "; name the attribute that links: with --reference an attribute of Order that refers"
                  + " to one contact, or with --link-contact-attribute an attribute of contacts"
                  + " that refers to many Order; this run used buyer.");
    }
    Workspace many =
        Workspace.builder()
            .objectType(
                ObjectTypeDefinition.builder("Order").referenceToMany("buyers", "contact").build())
            .build();
    many.addContact("customer-1", null, null);
    try (Sandbox sandbox = Sandbox.start(many)) {
      Files.delete(directory.resolve("orders.csv.intercom-sync"));
      Command command = Command.live(sandbox, file, Command.with(options, "--reference=buyers"));
      assertStopped(command, sandbox, "buyers must be an array of ids");
    }
  }

  @Test
  void columnOfTheWrongTypeEndsTheRun() throws IOException {
    Path file = rows("no,item_count", i -> i + "," + i);
    try (Shop shop = new Shop()) {
      assertStopped(
          Command.live(shop.sandbox, file, "--key=no"),
          shop.sandbox,
          "; give the column item_count the type of the attribute, such as --decimal item_count;"
              + " Intercom shows it under Settings > Data > Custom objects.");
    }
  }

  @Test
  void fullTypeEndsTheRunWithTheCounts() throws IOException {
    Path file = rows("no,status", i -> i + ",paid");
    Workspace full =
        Workspace.builder()
            .objectType(ObjectTypeDefinition.builder("Order").text("status").build())
            .maxInstancesPerType(5)
            .build();
    try (Sandbox sandbox = Sandbox.start(full)) {
      Command command = Command.live(sandbox, file, "--key=no");
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err())
          .contains("custom_data_limit_reached: Order already has 5 instances")
          .contains(
              "; the type Order is full: delete objects that agents do not need, for example with"
                  + " --delete-gone, or ask Intercom for a higher limit. Stopped after 5 rows had"
                  + " been stored and ");
      assertThat(posts(sandbox)).isBetween(25L, 5L + MOST_REFUSED);
    }
  }

  @Test
  void unknownAttributeOfContactsEndsTheLinking() throws IOException {
    Path file = rows("no,customer_id", i -> i + ",customer-" + i);
    AtomicInteger puts = new AtomicInteger();
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              String target = request.getTarget();
              if (request.getMethod().equals("PUT")) {
                puts.incrementAndGet();
                return response(
                    400,
                    "{\"type\":\"error.list\",\"errors\":[{\"code\":\"parameter_invalid\","
                        + "\"message\":\"Custom attribute 'purchases' does not exist\"}]}");
              }
              if (target.startsWith("/contacts/find_by_external_id/")) {
                return response(200, "{\"type\":\"contact\",\"id\":\"" + target.hashCode() + "\"}");
              }
              return target.startsWith("/contacts")
                  ? response(400, "{}")
                  : request.getMethod().equals("POST")
                      ? response(200, "{\"id\":\"21\",\"custom_attributes\":{}}")
                      : response(200, "{\"type\":\"list\",\"data\":[],\"total_count\":0}");
            }
          });
      server.start();
      Path report = directory.resolve("failed.csv");
      Command command =
          Command.live(
              server.url("/").toString(),
              "token",
              file,
              "--key=no",
              "--contact=customer_id",
              "--link-contact-attribute=purchases",
              "--report=" + report);
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(Files.readAllLines(report))
          .hasSizeGreaterThan(CommonCause.MAX_REFUSALS)
          .element(1)
          .asString()
          .startsWith("1,customer-1,line 2,\"stored, but not linked: ");
      assertThat(command.err()).contains("this run used purchases. Stopped after 300 rows had");
      assertThat(puts.get()).isBetween(20, MOST_REFUSED);
    }
  }

  private static MockResponse response(int status, String body) {
    return new MockResponse.Builder().code(status).body(body).build();
  }

  @Test
  void refusedValuesDoNotEndTheRun() throws IOException {
    // Intercom wants whole numbers; 1.5 is refused where 1 would be stored.
    Path file = rows("no,item_count", i -> i + (i < 100 ? ",1.5" : ",1"));
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, "--key=no", "--decimal=item_count");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out())
          .containsPattern("stored +201\n")
          .containsPattern("failed +99 ")
          .contains("\n  99 rows: Intercom returned 400 parameter_invalid for item_count: ");
      assertThat(posts(shop.sandbox)).isEqualTo(ROWS);
    }
  }

  @Test
  void refusedPhoneNumbersDoNotEndTheRun() throws IOException {
    Path file = rows("no,phone", i -> i + (i <= 100 ? ",x" : ",1"));
    try (MockWebServer server = new MockWebServer()) {
      server.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              if (!request.getMethod().equals("POST")) {
                return response(200, "{\"type\":\"list\",\"data\":[],\"total_count\":0}");
              }
              boolean bad = String.valueOf(request.getBody()).contains("\"x\"");
              return bad
                  ? response(
                      400,
                      "{\"type\":\"error.list\",\"errors\":[{\"code\":\"parameter_invalid\","
                          + "\"message\":\"phone is not a valid phone number\"}]}")
                  : response(200, "{\"id\":\"21\",\"custom_attributes\":{\"phone\":\"1\"}}");
            }
          });
      server.start();
      Command command = Command.live(server.url("/").toString(), "token", file, "--key=no");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).containsPattern("failed +100 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n must be a number, was a string",
        "n must be a whole number",
        "n must be true or false",
        "expected an integer for n",
        "n: expected type number",
        "n is not a valid decimal number",
        "n is not a boolean"
      })
  void messageThatWantsAnotherTypeIsRecognized(String message) {
    assertThat(CommonCause.wantsOtherType("1", message)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n is not a valid phone number",
        "n must be a phone number",
        "n has the wrong number of digits"
      })
  void messageThatRefusesAValueWantsNoOtherType(String message) {
    assertThat(CommonCause.wantsOtherType("1", message)).isFalse();
  }

  @Test
  void storedRowsBetweenRefusalsKeepTheRunGoing() throws IOException {
    // An empty cell is no string, so that every third row is stored.
    Path file = rows("no,gift", i -> i + (i % 3 == 0 ? "," : ",yes"));
    try (Shop shop = new Shop()) {
      Command command = Command.live(shop.sandbox, file, "--key=no");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(command.out()).containsPattern("stored +100\n").containsPattern("failed +200 ");
    }
  }

  @Test
  void otherFailuresDoNotEndTheRun() throws IOException {
    Path file = rows("no,status", i -> i + ",paid");
    try (Shop shop = new Shop()) {
      shop.sandbox.faults().on("POST", "/**").times(100).fail(Fault.status(400));
      Command command = Command.live(shop.sandbox, file, "--key=no");
      assertThat(command.exitCode()).isEqualTo(2);
      assertThat(List.of(command.out().split("\n"))).anyMatch(line -> line.contains("100 rows: "));
      assertThat(command.out()).containsPattern("stored +200\n");
    }
  }
}
