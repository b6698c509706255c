package io.github.intercomobjects.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ApiSurfaceTest {
  @Test
  void aDifferenceShowsRemovedAndAddedLines() {
    assertThat(ApiSurface.difference(List.of("a", "b", "d"), List.of("a", "c", "d")))
        .containsExactly("- b", "+ c");
    assertThat(ApiSurface.difference(List.of("a"), List.of("a"))).isEmpty();
  }
}
