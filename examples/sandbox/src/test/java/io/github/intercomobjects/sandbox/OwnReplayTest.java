package io.github.intercomobjects.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.spec.Description;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A test that replays the examples of our own description in every version. */
final class OwnReplayTest {
  private static final List<String> VERSIONS = List.of("2.13", "2.14", "2.15", "2.16", "Preview");

  @Test
  void theSandboxRespondsAsOurExamplesShowOrThereIsAReason() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Replay replay =
        new Replay(
            Replay.rules("/replay-own.yaml"), new PrintStream(out, true, StandardCharsets.UTF_8));
    List<String> failed = new ArrayList<>();
    for (String version : VERSIONS) {
      if (!replay.replay("intercom.yaml", Description.ours(), version)) {
        failed.add(version);
      }
    }
    assertThat(replay.isEachReasonUsed()).as(out.toString(StandardCharsets.UTF_8)).isTrue();
    assertThat(failed).as(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
