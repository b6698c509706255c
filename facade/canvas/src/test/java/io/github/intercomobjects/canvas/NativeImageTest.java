package io.github.intercomobjects.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.canvas.model.Canvas;
import io.github.intercomobjects.spec.JsonTrees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metadata for native images lists exactly the adapters, which Moshi looks up. */
final class NativeImageTest {
  private static final String FILE =
      "/META-INF/native-image/io.github.intercomobjects/intercom-objects-canvas/"
          + "reflect-config.json";

  @Test
  void everyAdapterIsListed() throws Exception {
    List<String> listed = new ArrayList<>();
    for (JsonNode entry : read()) {
      Class<?> type = Class.forName(entry.path("name").asText());
      listed.add(type.getSimpleName());
      assertThat(type.getConstructor(Moshi.class)).isNotNull();
    }
    Path folder = Path.of(Canvas.class.getResource("Canvas.class").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(listed)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith("JsonAdapter.class"))
                  .map(name -> name.replace(".class", ""))
                  .toList());
    }
  }

  private static JsonNode read() throws IOException {
    try (InputStream json =
        Objects.requireNonNull(NativeImageTest.class.getResourceAsStream(FILE), FILE)) {
      return JsonTrees.parse(new String(json.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
