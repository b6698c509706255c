package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong in a workspace file, each with its line and its place in the JSON. */
final class FileMistakes {
  private static final int MAX_DEPTH = 20;
  private static final int MAX_CHARS = 600;
  private static final int MAX_SHOWN = 100;

  private final String file;
  private final Map<JsonPointer, Integer> lines = new HashMap<>();
  private final List<String> found = new ArrayList<>();

  /**
   * @param parser at the beginning of the file; it is read to its end
   * @throws JsonProcessingException if it is not JSON, or nests deeper than any workspace
   */
  FileMistakes(String file, JsonParser parser) throws IOException {
    this.file = file;
    int depth = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth > MAX_DEPTH) {
        throw new JsonParseException(
            parser,
            "more than "
                + MAX_DEPTH
                + " brackets are open here, and a workspace has no use for so many; close them, or"
                + " take them out",
            parser.currentTokenLocation());
      }
      lines.putIfAbsent(
          parser.getParsingContext().pathAsPointer(), parser.currentTokenLocation().getLineNr());
    }
  }

  void add(JsonPointer place, String what) {
    JsonPointer named = place;
    while (!lines.containsKey(named) && !named.matches()) {
      named = named.head();
    }
    found.add(
        "line "
            + lines.getOrDefault(named, 1)
            + ", "
            + shortened(where(place))
            + ": "
            + shortened(what));
  }

  int count() {
    return found.size();
  }

  /**
   * @throws IllegalArgumentException if there is any
   */
  void refuse() {
    if (!found.isEmpty()) {
      int more = found.size() - MAX_SHOWN;
      throw new IllegalArgumentException(
          file
              + " cannot be used:\n  "
              + String.join("\n  ", found.subList(0, Math.min(found.size(), MAX_SHOWN)))
              + (more > 0 ? "\n  and " + more + " more" : ""));
    }
  }

  /** Names and values in a message are the file's, and may be megabytes. */
  static String shortened(String text) {
    return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text;
  }

  private static String where(JsonPointer place) {
    return place.matches() ? "the whole file" : place.toString();
  }
}
