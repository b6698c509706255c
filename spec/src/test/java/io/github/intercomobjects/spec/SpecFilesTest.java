package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SpecFilesTest {
  private static final String ROOT = "openapi: 3.0.3\npaths:\n  /a:\n    $ref: \"a.yaml#/x\"\n";

  @Test
  void filesAreFoundThroughTheReferencesOfEveryRoot() {
    assertThat(
            SpecFiles.reachable(
                Map.of(
                    "root.yaml", ROOT,
                    "other-root.yaml", "openapi: 3.0.3\npaths: {}\n",
                    "a.yaml", "paths:\n  x: {$ref: 'b.yaml#/y'}\n",
                    "b.yaml", "y: {$ref: \"a.yaml#/x\", z: {$ref: '#/y'}}\n",
                    "no-description.yaml", "scope: [/a]\n")))
        .containsOnlyKeys("root.yaml", "other-root.yaml", "a.yaml", "b.yaml");
  }

  @ParameterizedTest
  @EnumSource
  void theDocumentThatTheBuildWritesIsTheDescription(SpecRoot root) {
    assertThat(SpecFiles.built(root)).contains(SpecFiles.bundle(root));
  }

  @Test
  void aReferenceToAMissingFileNamesIt() {
    assertThatThrownBy(() -> SpecFiles.reachable(Map.of("root.yaml", ROOT)))
        .hasMessage("there is no file a.yaml");
  }

  @Test
  void everyFileOfTheModuleIsReachable() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      assertThat(SpecFiles.names())
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml") && !name.equals("drift.yaml"))
                  .toList());
    }
  }
}
