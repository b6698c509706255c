package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.sandbox.ObjectTypeDefinition;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LiveCheckTest {
  /** The recordings that the tests of the sandbox replay. */
  private static final Path REPLAYED = Path.of("../sandbox/src/test/resources/recorded");

  @Test
  void withoutATokenASandboxIsAskedAndIsTheSameAsItself(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int exitCode =
        LiveCheck.run(
            Map.of(Options.FOLDER, folder.toString()),
            new OkHttpClient(),
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            () -> false);
    String output = bytes.toString(StandardCharsets.UTF_8);
    assertThat(output)
        .startsWith(
            "INTERCOM_ACCESS_TOKEN is not set, so a sandbox is asked instead of Intercom. Nothing"
                + " leaves this machine.\n")
        .contains(
            """
               about 100 objects of the type LiveCheck, at most 60 at a time,
               whose external ids begin with intercom-objects-live-check-
               the links of the given contact under live_checks, which are restored
            """,
            "19 questions: 19 asked, 19 same, 0 different, 0 not asked");
    assertThat(output.indexOf("It writes to this workspace")).isLessThan(output.indexOf("1. "));
    assertThat(exitCode).isZero();
    for (String version : List.of("2.13", "2.16")) {
      String name = "recorded-" + version + ".json";
      String recorded = Files.readString(folder.resolve("sandbox").resolve(name));
      if (Boolean.getBoolean("recordings.accept")) {
        Path unused = Files.writeString(REPLAYED.resolve(name), recorded);
      }
      assertThat(Files.readString(REPLAYED.resolve(name)))
          .as("-Drecordings.accept renews it")
          .isEqualTo(recorded);
    }
  }

  @Test
  void whatIsMissingInTheWorkspaceIsNotAskedAndSaysWhatToCreate(@TempDir Path folder) {
    ObjectTypeDefinition bare = ObjectTypeDefinition.builder(Scene.TYPE).text("other").build();
    Workspace.Builder workspace =
        Workspace.builder()
            .token(Scene.TOKEN)
            .objectType(bare)
            .rateLimit(1_000_000, Duration.ofSeconds(10));
    try (Scene scene = Scene.of(workspace, folder)) {
      Scene.Run run = scene.run();
      assertThat(run.output())
          .contains(
              "not asked: the type has no usable attribute state; create it under Settings > Data >"
                  + " Custom objects: list with the options open and closed",
              "not asked: the type has no usable attribute customer; create it under Settings > Data"
                  + " > Custom objects: reference to one contact (People)",
              "not asked: the contact shows no linked object; create probes of People, a reference"
                  + " to many objects of the type",
              "19 questions: 13 asked, 13 same, 0 different, 6 not asked");
      assertThat(run.exitCode()).isZero();
      assertThat(scene.objects()).isEmpty();
      assertThat(scene.send("PUT", "contacts/" + scene.contact.getId(), "{}"))
          .contains("\"custom_attributes\":{}");
    }
  }

  @Test
  void linksThatCannotBeReadCompletelyAreNotTouched(@TempDir Path folder) {
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        ids.add(scene.store("own-" + i));
      }
      scene.link(ids);
      Scene.Run run = scene.run();
      assertThat(run.output())
          .contains(
              "not asked: the contact has links that cannot be read completely, so they were not"
                  + " touched; use a contact without links");
      assertThat(run.output()).contains("19 questions: 16 asked, 16 same");
      assertThat(scene.links()).containsExactlyElementsOf(ids);
      assertThat(scene.sandbox.getCalls())
          .extracting(call -> call.getMethod())
          .filteredOn(method -> method.equals("PUT"))
          .hasSize(1);
    }
  }

  @Test
  void aContactWithoutAnExternalIdIsComparedWithOneWithout(@TempDir Path folder) {
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      scene.environment.put(
          Options.CONTACT,
          scene.sandbox.getWorkspace().addContact(null, "lead@example.com", null).getId());
      Scene.Run run = scene.run();
      assertThat(run.output())
          .contains("by the contact's external id: not asked, the contact has none");
      assertThat(run.exitCode()).as(run.output()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Options.TOKEN
            + "=other|the token is not accepted; check it, and the region in INTERCOM_REGION",
        Options.TYPE
            + "=Nothing|GET /custom_object_instances/{custom_object_type_identifier} was rejected"
            + " with status 404; INTERCOM_LIVE_TYPE must be the identifier of a type under"
            + " Settings > Data > Custom objects",
        Options.CONTACT
            + "=zebra-7|GET /contacts/{contact_id} was rejected with status 404;"
            + " INTERCOM_LIVE_CONTACT must be Intercom's id of a contact, not an external id",
        Options.TOKEN
            + "=limited|the token lacks a permission; it needs read_write_custom_object_instances"
            + " and read_write_users",
      })
  void aWrongSettingIsReportedBeforeAnythingIsWritten(String example, @TempDir Path folder) {
    String[] parts = example.split("[=|]", 3);
    try (Scene scene = Scene.of(Scene.workspace().limitedToken("limited"), folder)) {
      scene.environment.put(parts[0], parts[1]);
      Scene.Run run = scene.run();
      assertThat(run.output()).endsWith("Could not run: " + parts[2] + "\n");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(scene.sandbox.getCalls())
          .allSatisfy(call -> assertThat(call.getMethod()).isEqualTo("GET"));
    }
  }
}
