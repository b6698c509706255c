package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Readers of JSON and YAML trees with exact numbers. */
public final class JsonTrees {
  private static final ObjectMapper JSON = exact(JsonMapper.builder());
  private static final ObjectMapper YAML = exact(YAMLMapper.builder());

  private JsonTrees() {}

  private static ObjectMapper exact(MapperBuilder<?, ?> builder) {
    return builder
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        // Otherwise 8.0 becomes 8.
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .build();
  }

  /** Returns the tree of a JSON text. */
  public static JsonNode parse(String json) throws IOException {
    return JSON.readTree(json);
  }

  /** Returns the tree of a YAML text. */
  public static JsonNode yaml(String yaml) throws IOException {
    // Converting it to JSON text gives numbers the types that JSON has.
    return parse(YAML.readTree(yaml).toString());
  }

  /** Returns the tree of a YAML file. */
  public static JsonNode yaml(Path file) throws IOException {
    return yaml(Files.readString(file));
  }
}
