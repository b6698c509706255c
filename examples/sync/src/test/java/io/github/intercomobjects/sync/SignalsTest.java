package io.github.intercomobjects.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the files of a run show to programs that it could not start, or sent nothing. */
class SignalsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String[] OUTPUTS = {"--report", "--log", "--summary"};

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  private Path path(String name) {
    return directory.resolve(name);
  }

  private JsonNode summary() throws IOException {
    return JSON.readTree(path("--summary").toFile());
  }

  private String[] outputs(String... options) {
    String[] all = options;
    for (String output : OUTPUTS) {
      all = Command.with(all, output + "=" + path(output));
    }
    return all;
  }

  private Map<String, String> contents() throws IOException {
    return Map.of(
        "--report", Files.readString(path("--report")),
        "--log", Files.readString(path("--log")),
        "--summary", Files.readString(path("--summary")));
  }

  @Test
  void runThatCannotStartReplacesTheSummaryOfAnEarlierRun() throws IOException {
    Path orders = Command.file(directory, "no,status", "1,paid");
    Path empty = Files.createFile(path("empty.csv"));
    Path mapping = Files.writeString(path("map.json"), "{\"key\": 7}");
    String missing = path("missing.csv").toString();
    String file = orders.toString();
    try (Shop shop = new Shop()) {
      String live = "--base-url=" + shop.sandbox.getBaseUrl();
      Map<String, String> token = Map.of(Shell.TOKEN, shop.sandbox.getToken());
      String[][] all = {
        {missing, "--key=no"},
        {empty.toString(), "--key=no"},
        {file, "--key=number"},
        {file, "--key=no", "--state=" + path("nowhere").resolve("state")},
        {file, "--mapping=" + mapping},
        {file, "--key=no", "--mapping=" + path("no.json")},
        {file, "--key=no", "--report=" + path("nowhere").resolve("report.csv")},
        {file, "--key=no", "--report=" + file},
        {file, "--key=no", "--max-failed=many"},
        {file, "--key=no", "--show=-1"},
        {file, "--key=no", "--region=EU"},
        {"--key=no"},
      };
      for (String[] arguments : all) {
        Command good =
            Command.run(token, file, "--key=no", "--live", live, "--summary=" + path("--summary"));
        assertThat(good.exitCode()).isZero();
        JsonNode earlier = summary();
        Command command =
            Command.run(
                token, Command.with(arguments, "--live", live, "--summary=" + path("--summary")));
        assertThat(command.exitCode()).isEqualTo(1);
        JsonNode written = summary();
        assertThat(command.err())
            .isEqualTo("intercom-sync: " + written.path("stopped").asText() + "\n");
        assertThat(written.path("run").asText()).isNotEmpty();
        assertThat(written.path("run")).isNotEqualTo(earlier.path("run"));
        assertThat(written.path("mode").asText()).isEqualTo("live");
        assertThat(written.has("stored")).isFalse();
      }
      Command.run(token, missing, "--key=no", "--type=Shop", "--summary=" + path("other"));
      JsonNode other = JSON.readTree(path("other").toFile());
      assertThat(other.path("type").asText()).isEqualTo("Shop");
      assertThat(other.path("source").asText()).isEqualTo(missing);
      Command output = Command.run(token, missing, "--key=no", "--summary=-");
      assertThat(JSON.readTree(output.out()).path("stopped").asText()).contains(missing);
      Command noToken =
          Command.run(Map.of(), file, "--key=no", "--live", live, "--summary=" + path("--summary"));
      assertThat(noToken.exitCode()).isEqualTo(1);
      assertThat(summary().path("stopped").asText()).startsWith("--live needs an access token");
    }
  }

  @Test
  void faultThatEndsARunIsInTheSummary() throws IOException {
    Path orders = Command.file(directory, "no", "1");
    for (Throwable failure :
        List.of(new IllegalStateException("a cell"), new OutOfMemoryError("heap"))) {
      Command command =
          Command.stoppedBy(
              () -> {
                throw sneaky(failure);
              },
              Map.of(),
              "sync",
              orders.toString(),
              "--key=no",
              "--summary=" + path("--summary"));
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(summary().path("stopped").asText())
          .containsAnyOf("a fault of its own: Java ", "the memory of ")
          .doesNotContain("a cell");
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> RuntimeException sneaky(Throwable e) throws T {
    throw (T) e;
  }

  @Test
  void summaryOfARunThatCannotStartDestroysNoOtherFile() throws IOException {
    Path missing = path("missing.csv");
    Path mapping = Files.writeString(path("map.json"), "{\"key\": 7}");
    Path state = path("missing.csv.intercom-sync");
    for (Path file : List.of(missing, mapping, state)) {
      Command command =
          Command.run(Map.of(), missing.toString(), "--mapping=" + mapping, "--summary=" + file);
      assertThat(command.exitCode()).isEqualTo(1);
      assertThat(command.err()).contains("map.json", "\n  --summary " + file + " is the ");
    }
    assertThat(missing).doesNotExist();
    assertThat(state).doesNotExist();
    assertThat(mapping).hasContent("{\"key\": 7}");
  }

  @Test
  void secretIsNotInTheSummaryOfARunThatCannotStart() throws IOException {
    String secret = "s3cret-words";
    Command.run(Map.of(Shell.TOKEN, secret), secret, "--key=no", "--summary=" + path("--summary"));
    assertThat(path("--summary")).content().contains("***").doesNotContain(secret);
  }

  @Test
  void otherRunsDoNotReplaceTheFilesOfALiveOne() throws IOException {
    Path orders = Command.file(directory, "no,item_count", "1,1", "2,many");
    String[] options = {"--key=no", "--number=item_count"};
    try (Shop shop = new Shop()) {
      assertThat(Command.live(shop.sandbox, orders, outputs(options)).exitCode()).isEqualTo(2);
      Map<String, String> live = contents();
      for (String output : OUTPUTS) {
        String given = output + "=" + path(output);
        String begin =
            "intercom-sync: "
                + output
                + " "
                + path(output)
                + " is of a run with --live that sent all rows, so ";
        assertThat(Command.rehearse(orders, Command.with(options, given)).err())
            .isEqualTo(
                begin + "a rehearsal does not replace it; give another file, or add --live\n");
        Command only = Command.live(shop.sandbox, orders, Command.with(options, given, "--only=1"));
        assertThat(only.err())
            .isEqualTo(begin + "a run with --only does not replace it; give another file\n");
        if (!output.equals("--log")) {
          Command dry =
              Command.live(shop.sandbox, orders, Command.with(options, given, "--dry-run"));
          assertThat(dry.err())
              .isEqualTo(begin + "a dry run does not replace it; give another file\n");
        }
      }
      assertThat(contents()).isEqualTo(live);
      assertThat(Command.live(shop.sandbox, orders, outputs(options)).exitCode()).isEqualTo(2);
      assertThat(contents()).isNotEqualTo(live);
    }
  }

  @Test
  void rehearsalMarksItsFilesWhichEachRunReplaces() throws IOException {
    Path orders = Command.file(directory, "no,item_count", "1,1", "2,many");
    String[] options = outputs("--key=no", "--number=item_count");
    try (Shop shop = new Shop()) {
      for (int run = 0; run < 2; run++) {
        assertThat(Command.rehearse(orders, options).exitCode()).isEqualTo(2);
        assertThat(summary().path("mode").asText()).isEqualTo("rehearsal");
        assertThat(Files.readAllLines(path("--log")))
            .allMatch(line -> line.contains(",\"mode\":\"rehearsal\","));
        assertThat(Files.readAllLines(path("--report")))
            .containsExactly(
                "no,item_count,intercom_sync_place,intercom_sync_reason,intercom_sync_mode rehearsal",
                "2,many,line 3,\"item_count \"\"many\"\" is not a whole number such as 3\",");
      }
      assertThat(Command.live(shop.sandbox, orders, Command.with(options, "--only=2")).exitCode())
          .isEqualTo(2);
      assertThat(path("--report")).content().contains("intercom_sync_mode only");
      assertThat(summary().path("mode").asText()).isEqualTo("only");
      assertThat(Command.rehearse(orders, options).exitCode()).isEqualTo(2);
      // The report of a rehearsal can be corrected and used like another.
      String corrected = Files.readString(path("--report")).replace("many", "2");
      Path fixed = Files.writeString(path("fixed.csv"), corrected);
      Path state = orders.resolveSibling(orders.getFileName() + ".intercom-sync");
      Command second =
          Command.live(shop.sandbox, fixed, "--key=no", "--number=item_count", "--state=" + state);
      assertThat(second.exitCode()).as(second.err()).isZero();
      assertThat(shop.order("2").getAttributes())
          .containsEntry("item_count", 2L)
          .doesNotContainKey("intercom_sync_mode only");
      assertThat(Command.live(shop.sandbox, orders, options).exitCode()).isEqualTo(2);
      assertThat(summary().path("mode").asText()).isEqualTo("live");
      assertThat(path("--report")).content().doesNotContain("intercom_sync_mode");
    }
  }
}
