package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong in a workspace file, each with its line and its place in the JSON. */
final class FileMistakes {
  private final String file;
  private final Map<JsonPointer, Integer> lines = new HashMap<>();
  private final List<String> found = new ArrayList<>();

  /**
   * @param parser at the beginning of the file; it is read to its end
   */
  FileMistakes(String file, JsonParser parser) throws IOException {
    this.file = file;
    while (parser.nextToken() != null) {
      lines.putIfAbsent(
          parser.getParsingContext().pathAsPointer(), parser.currentTokenLocation().getLineNr());
    }
  }

  void add(JsonPointer place, String what) {
    JsonPointer named = place;
    while (!lines.containsKey(named) && !named.matches()) {
      named = named.head();
    }
    found.add("line " + lines.getOrDefault(named, 1) + ", " + where(place) + ": " + what);
  }

  int count() {
    return found.size();
  }

  /**
   * @throws IllegalArgumentException if there is any
   */
  void refuse() {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(
          file + " cannot be used:\n  " + String.join("\n  ", found));
    }
  }

  private static String where(JsonPointer place) {
    return place.matches() ? "the whole file" : place.toString();
  }
}
