package io.github.intercomobjects.sandbox.json;

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
 * A value of a {@link JsonFile}. Methods that take a function call it only if the value has the
 * right kind, and add a problem to the file if it does not. The same happens if the function throws
 * an {@link IllegalArgumentException}.
 */
public final class JsonValue {
  private final JsonFile file;
  private final JsonNode node;
  private final JsonPointer pointer;

  JsonValue(JsonFile file, JsonNode node, JsonPointer pointer) {
    this.file = file;
    this.node = node;
    this.pointer = pointer;
  }

  /** Returns the location of this value for messages, such as "/contacts/0 in line 7". */
  public String location() {
    return file.location(pointer);
  }

  /** Returns whether this value is a string. */
  public boolean isText() {
    return node.isTextual();
  }

  /** Returns whether this value is a list. */
  public boolean isList() {
    return node.isArray();
  }

  /** Returns whether this value is an object. */
  public boolean isObject() {
    return node.isObject();
  }

  /** Adds a problem with this value to the file. */
  public void problem(String text) {
    file.addProblem(pointer, text);
  }

  /** Runs an action that may reject this value with an {@link IllegalArgumentException}. */
  public void attempt(Runnable use) {
    try {
      use.run();
    } catch (IllegalArgumentException e) {
      problem(String.valueOf(e.getMessage()));
    }
  }

  /** Uses this value, which must be a string. */
  public void asText(Consumer<String> use) {
    if (!node.isTextual()) {
      wrongKind("a string");
    } else {
      attempt(() -> use.accept(node.textValue()));
    }
  }

  /** Uses this value, which must be a whole number in the range of {@code int}. */
  public void asNumber(IntConsumer use) {
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      wrongKind("a whole number up to " + Integer.MAX_VALUE);
    } else {
      attempt(() -> use.accept(node.intValue()));
    }
  }

  /** Uses this value, which must be true or false. */
  public void asFlag(Consumer<Boolean> use) {
    if (!node.isBoolean()) {
      wrongKind("true or false");
    } else {
      use.accept(node.booleanValue());
    }
  }

  /** Uses this value, which must be a list of strings. */
  public void asTexts(Consumer<List<String>> use) {
    int before = file.problemCount();
    List<String> texts = new ArrayList<>();
    forEachElement(element -> element.asText(texts::add));
    if (file.problemCount() == before) {
      attempt(() -> use.accept(texts));
    }
  }

  /** Uses the strings of this value, which must be an object with exactly these keys. */
  public void asTexts(List<String> keys, Consumer<List<String>> use) {
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

  /** Uses each element of this value, which must be a list. */
  public void forEachElement(Consumer<JsonValue> use) {
    if (!node.isArray()) {
      wrongKind("a list");
      return;
    }
    for (int i = 0; i < node.size(); i++) {
      use.accept(new JsonValue(file, node.path(i), pointer.appendIndex(i)));
    }
  }

  /** Uses each member of this value, which must be an object; its keys may be any. */
  public void forEachMember(BiConsumer<String, JsonValue> use) {
    if (!node.isObject()) {
      wrongKind("an object");
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      use.accept(member.getKey(), member(member.getKey(), member.getValue()));
    }
  }

  /**
   * Uses this value, which must be an object.
   *
   * @param known the keys that it may have; any other is a problem, but the object is used
   * @param required the keys that it must have, or it is not used
   */
  public void asObject(List<String> known, List<String> required, Consumer<JsonValue> use) {
    forEachMember(
        (key, value) -> {
          if (!known.contains(key)) {
            value.problem("this key is unknown; use " + String.join(", ", known));
          }
        });
    List<String> missing = required.stream().filter(key -> !node.has(key)).toList();
    if (!node.isObject()) {
      return;
    }
    if (missing.isEmpty()) {
      use.accept(this);
    } else {
      problem("needs " + String.join(", ", missing));
    }
  }

  /** Returns whether this object has a key. */
  public boolean has(String key) {
    return node.has(key);
  }

  /** Uses the value of a key, if this object has the key. */
  public void with(String key, Consumer<JsonValue> use) {
    JsonNode value = node.get(key);
    if (value != null) {
      use.accept(member(key, value));
    }
  }

  /** Returns the string of a key; null if this object lacks the key, or its value is no string. */
  public @Nullable String text(String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      member(key, value).wrongKind("a string");
    }
    return value.textValue();
  }

  private JsonValue member(String key, JsonNode value) {
    return new JsonValue(file, value, pointer.appendProperty(key));
  }

  private void wrongKind(String expected) {
    problem("must be " + expected + ", was " + kindOf(node));
  }

  /** Returns the name of a value's kind for messages, such as "a whole number". */
  public static String kindOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "a string";
      case NUMBER -> value.isIntegralNumber() ? "a whole number" : "a number";
      case BOOLEAN -> "a boolean";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      default -> "null";
    };
  }
}
