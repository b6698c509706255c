package io.github.intercomobjects.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.intercomobjects.live.ChangedSandbox.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CleanupTest {
  private static final String CLEAN =
      "\nNothing of this run is left in the workspace; the links are as before.\n";

  @Test
  void aSuccessWithoutABodyDoesNotEndTheRun(@TempDir Path folder) throws IOException {
    try (Scene scene = Scene.of(Scene.workspace(), folder);
        ChangedSandbox changed =
            ChangedSandbox.start(scene.sandbox.getBaseUrl())
                .with(
                    (call, reply) ->
                        Set.of("PUT", "DELETE").contains(call.method()) && reply.status() == 200
                            ? new Reply(204, Json.parse(""))
                            : reply)) {
      String own = scene.store("own-1");
      scene.link(List.of(own));
      scene.environment.put(Options.BASE_URL, changed.baseUrl());
      assertThat(scene.run().output())
          .contains("not asked: the contact shows no linked object", "19 questions: ", CLEAN);
      assertThat(scene.links()).containsExactly(own);
      assertThat(scene.objects()).containsExactly("own-1");
    }
  }
}
