package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LinksTest {
  private static final String NOT_TOUCHED =
      "not asked: the contact has links that cannot be read completely, so they were not touched;"
          + " use a contact without links";

  @ParameterizedTest
  @ValueSource(strings = {"absent", "null", "[]", "{\"instances\":[]}"})
  void linksThatOnlyTheListShowsAreNotTouched(String shown, @TempDir Path folder)
      throws IOException {
    try (Scene scene = Scene.of(Scene.workspace(), folder);
        ChangedSandbox changed =
            ChangedSandbox.start(scene.sandbox.getBaseUrl())
                .with(
                    (call, reply) -> {
                      JsonNode attributes = reply.body().path("custom_attributes");
                      if (call.isOn("contacts")) {
                        ((ObjectNode) attributes).set("probes", Json.parse(shown));
                        if (shown.equals("absent")) {
                          ((ObjectNode) attributes).remove("probes");
                        }
                      }
                      return reply;
                    })) {
      String own = scene.store("own-1");
      scene.link(List.of(own));
      scene.environment.put(Options.BASE_URL, changed.baseUrl());
      assertThat(scene.run().output()).contains(NOT_TOUCHED);
      assertThat(scene.links()).containsExactly(own);
    }
  }

  @Test
  void linksThatWereAddedAfterAKillAreKept(@TempDir Path folder) throws CannotRunException {
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      String own = scene.store("own-1");
      scene.link(List.of(own));
      KillTest.killAfterFirstPut(scene);
      String added = scene.store("own-2");
      scene.link(List.of(scene.links().get(0), added));
      KillTest.startNextRun(scene);
      assertThat(scene.links()).containsExactly(own, added);
      assertThat(scene.objects()).containsExactlyInAnyOrder("own-1", "own-2");
    }
  }

  @Test
  void linksThatCannotBeReadCompletelyAfterAKillAreNotReplaced(@TempDir Path folder)
      throws IOException {
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      String own = scene.store("own-1");
      scene.link(List.of(own));
      KillTest.killAfterFirstPut(scene);
      List<String> added = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        added.add(scene.store("own-1" + i));
      }
      scene.link(added);
      Path file = folder.resolve("links-to-restore.json");
      assertThat(scene.run().output())
          .contains(
              "the links of the contact could not be restored; add those whose ids are in "
                  + file
                  + " to the contact, then delete the file");
      assertThat(scene.links()).containsExactlyElementsOf(added);
      // What the message advises.
      added.add(own);
      scene.link(added);
      Files.delete(file);
      Scene.Run run = scene.run();
      assertThat(run.output()).contains(NOT_TOUCHED);
      assertThat(run.exitCode()).isZero();
      assertThat(scene.links()).containsExactlyElementsOf(added);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"mine\"", "[\"mine\"]", "7"})
  void aValueThatWasSetAfterAKillIsKept(String value, @TempDir Path folder)
      throws CannotRunException {
    Workspace.Builder workspace =
        Workspace.builder()
            .token(Scene.TOKEN)
            .objectType(Scratch.definition(Scene.TYPE, Scratch.ATTRIBUTES.keySet()))
            .rateLimit(1_000_000, Duration.ofSeconds(10));
    try (Scene scene = Scene.of(workspace, folder)) {
      KillTest.killAfterFirstPut(scene);
      String address = "contacts/" + scene.contact.getId();
      String unused =
          scene.send("PUT", address, "{\"custom_attributes\":{\"probes\":" + value + "}}");
      KillTest.startNextRun(scene);
      assertThat(scene.send("PUT", address, "{}"))
          .contains("\"custom_attributes\":{\"probes\":" + value + "}");
      assertThat(folder.resolve("links-to-restore.json")).doesNotExist();
    }
  }
}
