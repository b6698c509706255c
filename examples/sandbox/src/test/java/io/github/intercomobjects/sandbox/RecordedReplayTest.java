package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test that replays what the live check has recorded. So far it recorded a sandbox, so every row
 * is a mistake of the check or of the replay.
 */
final class RecordedReplayTest {
  private static final Path RECORDED = Path.of("src/test/resources/recorded");

  @Test
  void theSandboxRespondsAsRecordedOrThereIsAReason(@TempDir Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(RECORDED)) {
      files = found.sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
      int exitCode = Replay.run(file, folder.resolve("replay.json"), lines);
      assertThat(exitCode).as(out.toString(StandardCharsets.UTF_8)).isZero();
    }
  }

  @Test
  void aRecordingThatDiffersFails(@TempDir Path folder) throws IOException {
    String recorded = Files.readString(RECORDED.resolve("recorded-2.16.json"));
    Path file = folder.resolve("recorded.json");
    Files.writeString(file, recorded.replace("\"found\" : false", "\"found\" : false, \"id\" : 1"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(Replay.run(file, folder.resolve("replay.json"), lines)).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("  missing: GET /custom_object_instances/{} 200 $.id [exchange ");
  }
}
