package io.github.intercomobjects.sandbox.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A JSON file with the line of each of its values. Whoever reads the values adds the problems that
 * they have, so that {@link #requireNoProblems} reports all of them at once. Not thread-safe.
 */
public final class JsonFile {
  private static final int MAX_BYTES = 10 * 1024 * 1024;
  private static final int MAX_DIGITS = 100;
  private static final int MAX_CHARS = 100_000;
  private static final int MAX_DEPTH = 20;
  private static final int MAX_MESSAGE_CHARS = 600;
  private static final int MAX_PROBLEMS_SHOWN = 100;

  /** A second location in a message of Jackson. */
  private static final Pattern OTHER_LOCATION =
      Pattern.compile("\\[Source: [^;\\]]*; line: (\\d+), column: (\\d+)\\]");

  private final Path path;
  private final Map<JsonPointer, Integer> lines;
  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();

  private JsonFile(Path path, Map<JsonPointer, Integer> lines, JsonNode root) {
    this.path = path;
    this.lines = lines;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @param extensions parts of JSON5 that the file may use, such as comments
   * @throws IllegalArgumentException if the file is too large, or is not JSON
   * @throws IOException if the file cannot be read
   */
  public static JsonFile read(Path path, JsonReadFeature... extensions) throws IOException {
    byte[] text;
    try (InputStream in = Files.newInputStream(path)) {
      text = in.readNBytes(MAX_BYTES + 1);
    }
    if (text.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          path + " is larger than " + MAX_BYTES + " bytes; shorten it");
    }
    JsonMapper mapper = mapper(extensions);
    Map<JsonPointer, Integer> lines = parse(path, mapper, text, JsonFile::lines);
    JsonNode root = parse(path, mapper, text, mapper::readTree);
    return new JsonFile(path, lines, root == null ? MissingNode.getInstance() : root);
  }

  private static JsonMapper mapper(JsonReadFeature... extensions) {
    var factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNumberLength(MAX_DIGITS)
                    .maxStringLength(MAX_CHARS)
                    .build());
    for (JsonReadFeature extension : extensions) {
      factory.enable(extension);
    }
    return JsonMapper.builder(factory.build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  private interface Parsing<T> {
    T parse(JsonParser parser) throws IOException;
  }

  private static <T> T parse(Path path, JsonMapper mapper, byte[] text, Parsing<T> parsing)
      throws IOException {
    try (JsonParser parser = mapper.createParser(text)) {
      try {
        return parsing.parse(parser);
      } catch (StreamConstraintsException e) {
        // Jackson gives no location here.
        throw new IllegalArgumentException(
            path
                + " cannot be used:\n  "
                + at(parser.currentTokenLocation())
                + "this is too long; a number may have "
                + MAX_DIGITS
                + " digits, a string "
                + MAX_CHARS
                + " characters and a name fewer",
            e);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          path + " is not valid JSON: " + at(e.getLocation()) + shortened(text(e)), e);
    }
  }

  /** Returns the message of an exception without names of Jackson. */
  private static String text(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "the file ends here, in the middle of a value; complete it, or copy it again";
    }
    if (e instanceof MismatchedInputException) {
      return "Trailing text after the end of the value; delete it";
    }
    return OTHER_LOCATION.matcher(e.getOriginalMessage()).replaceAll("line $1, column $2");
  }

  /** Returns the line of each value. */
  private static Map<JsonPointer, Integer> lines(JsonParser parser) throws IOException {
    Map<JsonPointer, Integer> lines = new HashMap<>();
    int depth = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth > MAX_DEPTH) {
        throw new JsonParseException(
            parser,
            "more than " + MAX_DEPTH + " brackets are open here; close or remove some of them",
            parser.currentTokenLocation());
      }
      lines.putIfAbsent(
          parser.getParsingContext().pathAsPointer(), parser.currentTokenLocation().getLineNr());
    }
    return lines;
  }

  private static String at(JsonLocation location) {
    return "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }

  /** Returns the value that the file consists of. */
  public JsonValue root() {
    return new JsonValue(this, root, JsonPointer.empty());
  }

  /**
   * Checks that no problem was added.
   *
   * @throws IllegalArgumentException with the problems and their lines; with many, the first 100
   */
  public void requireNoProblems() {
    if (!problems.isEmpty()) {
      int more = problems.size() - MAX_PROBLEMS_SHOWN;
      throw new IllegalArgumentException(
          path
              + " cannot be used:\n  "
              + String.join(
                  "\n  ", problems.subList(0, Math.min(problems.size(), MAX_PROBLEMS_SHOWN)))
              + (more > 0 ? "\n  and " + more + " more" : ""));
    }
  }

  void addProblem(JsonPointer pointer, String text) {
    problems.add(location(pointer) + ": " + shortened(text));
  }

  int problemCount() {
    return problems.size();
  }

  String location(JsonPointer pointer) {
    JsonPointer named = pointer;
    while (!lines.containsKey(named) && !named.matches()) {
      named = named.head();
    }
    return (pointer.matches() ? "the file" : shortened(pointer.toString()))
        + " in line "
        + lines.getOrDefault(named, 1);
  }

  /** Shortens names and values of the file, which may be megabytes. */
  private static String shortened(String text) {
    return text.length() > MAX_MESSAGE_CHARS ? text.substring(0, MAX_MESSAGE_CHARS) + "…" : text;
  }
}
