package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A reader and writer of JSON trees that keep all digits of numbers. */
final class Json {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  // Far below what Jackson writes, since responses show stored values some levels deeper.
  private static final int MAX_DEPTH = 100;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final Pattern HALF_A_PAIR = Pattern.compile("\\p{Cs}");

  // More than any call needs. In memory they take about 20 MB, up to ten times their text.
  private static final int MAX_TOKENS = 250_000;

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  /** Returns the object in a request body, and rejects all other bodies. */
  static ObjectNode parseObject(byte[] body) {
    JsonNode node;
    try (JsonParser parser = new CountingParser(MAPPER.createParser(body))) {
      node = MAPPER.readTree(parser);
    } catch (StreamConstraintsException e) {
      throw new Refusal(
          400,
          "parameter_invalid",
          "The body has more than "
              + MAX_TOKENS
              + " values, or one that is too deep or too long to be read",
          null);
    } catch (IOException e) {
      throw new Refusal(400, "parameter_invalid", "The body is not valid JSON", null);
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new Refusal(400, "parameter_invalid", "The body must be a JSON object", null);
  }

  /**
   * Parses a text.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  static JsonNode parse(byte[] text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException("Not JSON", e);
    }
  }

  /**
   * Returns UTF-8 without escapes, also for characters beyond the basic plane, as other servers do.
   * Jackson would escape these in bytes, which can be turned off only since version 2.18.
   */
  static byte[] write(ObjectNode body) {
    try {
      String json = MAPPER.writeValueAsString(body);
      if (json.chars().anyMatch(c -> Character.isSurrogate((char) c))) {
        // A lone surrogate has no UTF-8 form, so it is escaped, as it was sent.
        json = HALF_A_PAIR.matcher(json).replaceAll(half -> escape(half.group().charAt(0)));
      }
      return json.getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String escape(char half) {
    return String.format(Locale.ROOT, "\\\\u%04X", (int) half);
  }

  /** Returns a stored value as JSON. */
  static JsonNode node(@Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof String text) {
      return NODES.textNode(text);
    }
    if (value instanceof Long number) {
      return NODES.numberNode(number.longValue());
    }
    if (value instanceof BigInteger number) {
      return NODES.numberNode(number);
    }
    if (value instanceof BigDecimal number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof Instant time) {
      return NODES.numberNode(time.getEpochSecond());
    }
    throw new IllegalArgumentException("No JSON form for " + value.getClass().getName());
  }

  /** Returns the response to a deletion. */
  static ObjectNode deleted(String id, String object) {
    return object().put("id", id).put("object", object).put("deleted", true);
  }

  /** Adds an object with a type and an empty list, and returns it. */
  static ObjectNode emptyList(ObjectNode body, String name, String type, String items) {
    ObjectNode list = body.putObject(name);
    list.put("type", type);
    list.putArray(items);
    return list;
  }

  /** A parser that fails for bodies that are small as text but large as a tree. */
  private static final class CountingParser extends JsonParserDelegate {
    private int tokens;

    CountingParser(JsonParser parser) {
      super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
      if (++tokens > MAX_TOKENS) {
        throw new StreamConstraintsException("Too many values");
      }
      return super.nextToken();
    }
  }
}
