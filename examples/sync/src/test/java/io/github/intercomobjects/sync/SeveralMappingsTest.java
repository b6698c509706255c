package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Sandbox;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeveralMappingsTest {
  private final Workspace workspace =
      Workspace.builder()
          .objectType(ObjectTypeDefinition.builder("Device").text("model").build())
          .objectType(ObjectTypeDefinition.builder("Order").text("status").integer("count").build())
          .build();
  private final Sandbox sandbox = Sandbox.start(workspace);

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @BeforeEach
  void write() throws IOException {
    mapping("devices", "Device", "{\"model\": \"model\"}");
    mapping("orders", "Order", "{\"count\": {\"column\": \"count\", \"type\": \"number\"}}");
    rows("devices", "no,model", "d1,x", "d2,y");
    rows("orders", "no,count", "o1,1");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void mapping(String name, String type, String attributes) throws IOException {
    Files.writeString(
        directory.resolve(name + ".json"),
        "{\"type\": \"%s\", \"key\": \"no\", \"source\": {\"csv\": \"%s.csv\"}, \"attributes\": %s}"
            .formatted(type, name, attributes));
  }

  private void rows(String name, String... lines) throws IOException {
    Files.write(directory.resolve(name + ".csv"), List.of(lines));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private Command sync(String... more) {
    String[] options = {"--mapping", file("devices.json"), "--mapping=" + file("orders.json")};
    return Command.run(Map.of(Shell.TOKEN, sandbox.getToken()), Command.with(options, more));
  }

  private Command live(String... more) {
    return sync(Command.with(more, "--live", "--base-url=" + sandbox.getBaseUrl()));
  }

  private JsonNode summary(String type) throws IOException {
    return JsonMapper.builder().build().readTree(directory.resolve(type + ".json").toFile());
  }

  @Test
  void mappingsRunInOrderWithAStateAndASummaryOfEach() throws IOException {
    Command command = live("--summary", file("{type}.json"), "--delete-gone");
    assertThat(command.exitCode()).as(command.err()).isZero();
    assertThat(command.out())
        .containsSubsequence(
            "Mapping " + file("devices.json") + ":\n",
            "2 rows of ",
            "Mapping " + file("orders.json") + ":\n",
            "1 row of ");
    assertThat(workspace.getInstances("Device")).hasSize(2);
    assertThat(workspace.getInstances("Order")).hasSize(1);
    assertThat(summary("Device").path("stored").asInt()).isEqualTo(2);
    assertThat(summary("Order").path("stored").asInt()).isEqualTo(1);
    // GET /me, a page of the type, and the row: those of the first mapping are not counted.
    assertThat(summary("Order").path("calls").asInt()).isEqualTo(3);
    Command next = live();
    assertThat(next.out()).containsPattern("unchanged +2 ").containsPattern("unchanged +1 ");
    assertThat(directory.resolve("devices.csv.intercom-sync")).exists();
    assertThat(directory.resolve("orders.csv.intercom-sync")).exists();
  }

  @Test
  void theWorstExitCodeOfCompleteRunsIsReturned() throws IOException {
    rows("devices", "no,model", ",x", "d2,y");
    Command command = live();
    assertThat(command.exitCode()).isEqualTo(2);
    assertThat(workspace.getInstances("Order")).hasSize(1);
  }

  @Test
  void noMappingIsBegunAfterOneThatDidNotRunToItsEnd() throws IOException {
    Files.delete(directory.resolve("devices.csv"));
    Command command = live();
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .startsWith("intercom-sync: no such file: " + file("devices.csv"))
        .endsWith(
            "\nintercom-sync: "
                + file("devices.json")
                + " did not run to its end, so these mappings were not begun: "
                + file("orders.json")
                + "\n");
    assertThat(workspace.getInstances("Order")).isEmpty();
  }

  @Test
  void failureOfTheLastMappingIsItsOwn() throws IOException {
    Files.delete(directory.resolve("orders.csv"));
    Command command = live();
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .contains("\nintercom-sync: no such file: ")
        .doesNotContain("not begun");
    assertThat(workspace.getInstances("Device")).hasSize(2);
  }

  @Test
  void everyMappingIsReadBeforeTheFirstRun() throws IOException {
    mapping("orders", "Order", "{\"count\": 7}");
    Command command = live();
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(sandbox.getCalls()).isEmpty();
  }

  @Test
  void mappingsOfOneTypeAreRejected() throws IOException {
    mapping("orders", "Device", "{}");
    assertThat(live().err())
        .isEqualTo(
            "intercom-sync: "
                + file("orders.json")
                + " has the type Device of another mapping; combine both into one source, because"
                + " each type needs a single one\n");
    assertThat(sandbox.getCalls()).isEmpty();
  }

  @Test
  void mappingsOfOneFileNeedAStateEach() throws IOException {
    rows("orders", "no,model,count", "o1,x,1");
    String device = Files.readString(directory.resolve("devices.json"));
    Files.writeString(
        directory.resolve("devices.json"), device.replace("devices.csv", "./orders.csv"));
    assertThat(live().err())
        .isEqualTo(
            "intercom-sync: "
                + file("orders.json")
                + " has the file "
                + file("orders.csv")
                + " of another mapping, so both would have the same state file; add --state"
                + " {type}.intercom-sync\n");
    assertThat(sandbox.getCalls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--key=no",
        "--type=Order",
        "--jdbc=jdbc:h2:mem:x",
        "--separator=;",
        "--only=o1",
        "--source-moved",
        "--numbers=de-DE"
      })
  void optionOfOneMappingIsRejected(String option) {
    assertThat(live(option).err())
        .isEqualTo(
            "intercom-sync: "
                + option.split("=", 2)[0]
                + " is of one mapping, but several are given; write it in its file, or give one\n");
    assertThat(sandbox.getCalls()).isEmpty();
  }

  @Test
  void fileOfRowsIsRejected() {
    assertThat(live(file("orders.csv")).err())
        .startsWith("intercom-sync: the file of the rows is of one mapping, but several are given");
  }

  @ParameterizedTest
  @CsvSource({"--report,failed.csv", "--log,log", "--summary,-", "--state,state"})
  void oneFileForSeveralMappingsIsRejected(String option, String file) {
    assertThat(live(option, file).err())
        .isEqualTo(
            "intercom-sync: "
                + option
                + " "
                + file
                + " is one file for several mappings; give a name with {type}, which becomes the"
                + " type of each\n");
    assertThat(sandbox.getCalls()).isEmpty();
  }

  @Test
  void severalMappingsAreRehearsedToo() {
    Command command = sync();
    assertThat(command.exitCode()).as(command.err()).isZero();
    assertThat(command.out()).contains("2 rows of ", "1 row of ");
    assertThat(sandbox.getCalls()).isEmpty();
  }

  @Test
  void otherCommandsTakeOneMapping() {
    assertThat(
            Command.any(
                    Map.of(),
                    "check",
                    "--mapping=" + file("devices.json"),
                    "--mapping=" + file("orders.json"))
                .err())
        .isEqualTo("intercom-sync: only sync takes several --mapping; give one\n");
  }

  @Test
  void connectionsThatShareALimitCountTheirOwnCalls() throws CannotRunException {
    try (Connection first = Connection.to(sandbox.getBaseUrl(), sandbox.getToken())) {
      try (Connection second = first.another()) {
        LiveWorkspace.fetch(second.intercom());
        assertThat(second.traffic().calls()).isEqualTo(1);
        assertThat(first.traffic().calls()).isZero();
      }
      LiveWorkspace.fetch(first.intercom());
      assertThat(first.traffic().calls()).isEqualTo(1);
    }
  }
}
