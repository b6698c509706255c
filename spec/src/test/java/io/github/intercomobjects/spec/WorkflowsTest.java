package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorkflowsTest {
  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @ValueSource(strings = {"ci", "drift"})
  void aWorkflowRunsAScriptThatExists(String name) throws IOException {
    Path file = ROOT.resolve(".github/workflows/" + name + ".yml");
    assertThat(JsonTrees.yaml(file).findValuesAsText("run"))
        .filteredOn(command -> command.startsWith(".ci/"))
        .isNotEmpty()
        .allMatch(command -> Files.isExecutable(ROOT.resolve(command.split(" ", 2)[0])));
  }
}
