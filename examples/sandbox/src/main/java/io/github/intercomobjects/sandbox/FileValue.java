package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A value of a workspace file. What it cannot be used for is noted as a mistake, with its place,
 * and reading goes on, so that all mistakes are told at once.
 */
final class FileValue {
  private final JsonNode node;
  private final JsonPointer place;
  private final FileMistakes mistakes;

  FileValue(JsonNode node, JsonPointer place, FileMistakes mistakes) {
    this.node = node;
    this.place = place;
    this.mistakes = mistakes;
  }

  boolean isText() {
    return node.isTextual();
  }

  boolean isList() {
    return node.isArray();
  }

  boolean isObject() {
    return node.isObject();
  }

  void mistake(String what) {
    mistakes.add(place, what);
  }

  /** Runs what may refuse the value with an {@link IllegalArgumentException}. */
  void attempt(Runnable use) {
    try {
      use.run();
    } catch (IllegalArgumentException e) {
      mistake(String.valueOf(e.getMessage()));
    }
  }

  void asText(Consumer<String> use) {
    if (!node.isTextual()) {
      wrongKind("a string");
    } else {
      attempt(() -> use.accept(node.textValue()));
    }
  }

  void asNumber(IntConsumer use) {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      wrongKind("a whole number up to " + Integer.MAX_VALUE);
    } else {
      attempt(() -> use.accept(node.intValue()));
    }
  }

  void asFlag(Consumer<Boolean> use) {
    if (!node.isBoolean()) {
      wrongKind("true or false");
    } else {
      use.accept(node.booleanValue());
    }
  }

  /** A list of texts. */
  void asTexts(Consumer<List<String>> use) {
    int before = mistakes.count();
    List<String> texts = new ArrayList<>();
    forEachElement(element -> element.asText(texts::add));
    if (mistakes.count() == before) {
      attempt(() -> use.accept(texts));
    }
  }

  void forEachElement(Consumer<FileValue> use) {
    if (!node.isArray()) {
      wrongKind("a list");
      return;
    }
    for (int i = 0; i < node.size(); i++) {
      use.accept(new FileValue(node.path(i), place.appendIndex(i), mistakes));
    }
  }

  /** Goes through an object whose keys are names that the file chooses. */
  void forEachMember(BiConsumer<String, FileValue> use) {
    if (!node.isObject()) {
      wrongKind("an object");
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      use.accept(member.getKey(), member(member.getKey(), member.getValue()));
    }
  }

  /** Goes through an object that has keys of ours only, unless one that is required is missing. */
  void asObject(List<String> known, List<String> required, Consumer<FileValue> use) {
    forEachMember(
        (key, value) -> {
          if (!known.contains(key)) {
            value.mistake("there is no such key here; use " + String.join(", ", known));
          }
        });
    List<String> missing = required.stream().filter(key -> !node.has(key)).toList();
    if (!node.isObject()) {
      return;
    }
    if (missing.isEmpty()) {
      use.accept(this);
    } else {
      mistake("needs " + String.join(", ", missing));
    }
  }

  /** Goes through an object that has exactly these keys, with texts. */
  void asTexts(List<String> keys, Consumer<List<String>> use) {
    asObject(
        keys,
        keys,
        value -> {
          List<String> texts = keys.stream().map(value::text).filter(Objects::nonNull).toList();
          if (texts.size() == keys.size()) {
            attempt(() -> use.accept(texts));
          }
        });
  }

  boolean has(String key) {
    return node.has(key);
  }

  /** Reads a key, if it is there. */
  void with(String key, Consumer<FileValue> use) {
    JsonNode value = node.get(key);
    if (value != null) {
      use.accept(member(key, value));
    }
  }

  /** The text under a key; null where there is none, and where it is something else. */
  @Nullable String text(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      member(key, value).wrongKind("a string");
    }
    return value.textValue();
  }

  private FileValue member(String key, JsonNode value) {
    return new FileValue(value, place.appendProperty(key), mistakes);
  }

  private void wrongKind(String expected) {
    mistake("must be " + expected + ", was " + Json.kindOf(node));
  }
}
