package io.github.intercomobjects.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What editors complete, and the table of the README. */
final class MetadataTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `((?:intercom|management)\\.[\\w.-]+)` \\| (?:`([^`]*)`)? ?\\| ");

  private static Map<String, JsonNode> properties() throws IOException {
    Map<String, JsonNode> properties = new TreeMap<>();
    try (InputStream in =
        MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      for (JsonNode property : new ObjectMapper().readTree(in).get("properties")) {
        properties.put(property.get("name").asText(), property);
      }
    }
    return properties;
  }

  private static Map<String, String> table() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    ROW.matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
    return rows;
  }

  @Test
  void eachPropertyHasADescription() throws IOException {
    assertThat(properties().values())
        .isNotEmpty()
        .allSatisfy(property -> assertThat(property.path("description").asText()).endsWith("."));
  }

  @Test
  void theTableOfTheReadmeHasAllPropertiesWithTheirDefaults() throws IOException {
    assertThat(table()).containsOnlyKeys(properties().keySet());
    properties()
        .forEach(
            (name, property) -> {
              if (property.has("defaultValue")) {
                assertThat(property.get("defaultValue").asText()).isEqualTo(defaultOf(name));
              }
            });
  }

  private static String defaultOf(String name) {
    try {
      return String.valueOf(table().get(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void secretsHaveNoDefault() throws IOException {
    assertThat(String.valueOf(properties().get("intercom.access-token")))
        .contains("java.lang.String")
        .doesNotContain("defaultValue");
  }
}
