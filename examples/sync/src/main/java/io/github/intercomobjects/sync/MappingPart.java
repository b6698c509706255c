package io.github.intercomobjects.sync;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value in a mapping file. What it cannot be used for is noted as a mistake with its place, and
 * reading goes on, so that all mistakes are told at once.
 */
final class MappingPart {
  private final JsonNode node;
  private final JsonPointer place;
  private final Mistakes mistakes;

  private MappingPart(JsonNode node, JsonPointer place, Mistakes mistakes) {
    this.node = node;
    this.place = place;
    this.mistakes = mistakes;
  }

  static MappingPart root(JsonNode node, Mistakes mistakes) {
    return new MappingPart(node, JsonPointer.empty(), mistakes);
  }

  /** The mistakes of one file, and the lines of its values. */
  static final class Mistakes {
    private final Map<JsonPointer, Integer> lines = new HashMap<>();
    private final List<String> found = new ArrayList<>();

    /**
     * @param parser at the beginning of the file; it is read to its end
     */
    Mistakes(JsonParser parser) throws IOException {
      while (parser.nextToken() != null) {
        lines.putIfAbsent(
            parser.getParsingContext().pathAsPointer(), parser.currentTokenLocation().getLineNr());
      }
    }

    List<String> found() {
      return found;
    }
  }

  /** Where it stands, for people. */
  String said() {
    return (place.matches() ? "the whole file" : place)
        + " in line "
        + mistakes.lines.getOrDefault(place, 1);
  }

  void mistake(String what) {
    mistakes.found.add(said() + ": " + what);
  }

  boolean isText() {
    return node.isTextual();
  }

  /** Whether it is an object that has these keys only; everything else is noted. */
  boolean isObjectOf(String... known) {
    if (!isObject()) {
      return false;
    }
    List<String> keys = List.of(known);
    for (MappingPart member : members()) {
      if (!keys.contains(member.name())) {
        member.mistake("there is no such key here; use " + String.join(", ", keys));
      }
    }
    return true;
  }

  /** Whether it is an object; else that is noted. */
  boolean isObject() {
    if (!node.isObject()) {
      wrongKind("an object");
    }
    return node.isObject();
  }

  List<MappingPart> members() {
    List<MappingPart> members = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      members.add(
          new MappingPart(member.getValue(), place.appendProperty(member.getKey()), mistakes));
    }
    return members;
  }

  /** The key under which it stands. */
  String name() {
    return place.last().getMatchingProperty();
  }

  /** What stands under a key; null where nothing does. */
  @Nullable MappingPart get(String key) {
    JsonNode value = node.get(key);
    return value == null ? null : new MappingPart(value, place.appendProperty(key), mistakes);
  }

  /** Like {@link #get}, but a missing key is a mistake. */
  @Nullable MappingPart require(String key) {
    MappingPart part = get(key);
    if (part == null) {
      mistake("needs \"" + key + "\"");
    }
    return part;
  }

  /** Its text; null, and noted, where it is none or blank. */
  @Nullable String text() {
    if (!node.isTextual()) {
      wrongKind("a text in quotes");
      return null;
    }
    if (node.textValue().isBlank()) {
      mistake("must not be blank");
      return null;
    }
    return node.textValue();
  }

  /** The elements of a list; empty, and noted, where it is none. */
  List<MappingPart> elements() {
    List<MappingPart> elements = new ArrayList<>();
    if (!node.isArray()) {
      wrongKind("a list");
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      elements.add(new MappingPart(node.path(i), place.appendIndex(i), mistakes));
    }
    return elements;
  }

  /** What its text means; null, and noted, where {@code meaning} refuses it or knows nothing. */
  <T> @Nullable T as(Function<String, @Nullable T> meaning, String remedy) {
    String text = text();
    if (text == null) {
      return null;
    }
    try {
      T value = meaning.apply(text);
      if (value == null) {
        mistake("\"" + text + "\" is not known; " + remedy);
      }
      return value;
    } catch (RuntimeException e) {
      mistake("\"" + text + "\" cannot be used: " + e.getMessage() + "; " + remedy);
      return null;
    }
  }

  private void wrongKind(String expected) {
    mistake("must be " + expected + ", was " + node.getNodeType().name().toLowerCase(Locale.ROOT));
  }
}
