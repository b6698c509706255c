package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the command as a process of its own, which is ended while the contact is linked. */
final class ProcessTest {
  private static Process start(Scene scene) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            LiveCheck.class.getName());
    command.environment().putAll(scene.environment);
    return command.redirectErrorStream(true).start();
  }

  private static BufferedReader untilLinked(Process process) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = output.readLine();
    while (line != null && !line.startsWith("10. ")) {
      line = output.readLine();
    }
    assertThat(line).isEqualTo("10. An empty association");
    return output;
  }

  @Test
  void aSignalCleansUpBeforeTheProcessEnds(@TempDir Path folder) throws Exception {
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      String own = scene.store("own-1");
      scene.link(List.of(own));
      Process process = start(scene);
      try (BufferedReader output = untilLinked(process)) {
        boolean unusedResult = process.toHandle().destroy();
        assertThat(output.lines().collect(Collectors.joining("\n")))
            .contains(
                "Stopping: restoring the links and deleting the objects of this run.",
                "Nothing of this run is left in the workspace; the links are as before.");
      }
      int unused = process.waitFor();
      assertThat(scene.objects()).containsExactly("own-1");
      assertThat(scene.links()).containsExactly(own);
    }
  }

  @Test
  void aKilledProcessIsCleanedUpByTheNext(@TempDir Path folder) throws Exception {
    try (Scene scene = Scene.of(Scene.workspace(), folder)) {
      String own = scene.store("own-1");
      scene.link(List.of(own));
      Process process = start(scene);
      try (BufferedReader output = untilLinked(process)) {
        boolean unusedResult = process.toHandle().destroyForcibly();
        assertThat(output.lines()).noneMatch(line -> line.startsWith("Stopping"));
      }
      int unused = process.waitFor();
      assertThat(folder.resolve("links-to-restore.json")).exists();
      Scene.Run next = scene.run();
      assertThat(next.exitCode()).as(next.output()).isZero();
      assertThat(scene.objects()).containsExactly("own-1");
      assertThat(scene.links()).containsExactly(own);
      assertThat(folder.resolve("links-to-restore.json")).doesNotExist();
    }
  }
}
