package io.github.intercomobjects.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Descriptions of responses by the names and kinds of their fields. They contain no values except
 * those that Intercom itself defines, so they can be compared and printed.
 */
final class Shape {
  /** The booleans whose values Intercom defines; others belong to the workspace. */
  static final Set<String> FLAGS = Set.of("found", "deleted", "has_more");

  private static final Set<String> KNOWN_TYPES =
      Set.of("list", "pages", "contact", "contact.list", "conversation", "error.list");

  /** The texts by which the library distinguishes a missing object from a missing type. */
  private static final Pattern MISSING_OBJECT =
      Pattern.compile("(custom )?object( instance)? not found\\.?", Pattern.CASE_INSENSITIVE);

  private final String type;
  private final Collection<String> attributes;

  /**
   * @param type the identifier of the scratch type
   * @param attributes the custom attributes that are described; others belong to the user
   */
  Shape(String type, Collection<String> attributes) {
    this.type = type;
    this.attributes = attributes;
  }

  /** Returns whether a text looks like an error code, and so can be printed. */
  static boolean isCode(String text) {
    return text.matches("[a-zA-Z]+(_[a-zA-Z]+)*") && text.length() <= 40;
  }

  /** Returns the status and the description of the body. */
  String of(Exchange exchange) {
    return exchange.status() + " " + of(exchange.response());
  }

  String of(JsonNode value) {
    return of("", value);
  }

  private String of(String name, JsonNode value) {
    if (value.isMissingNode()) {
      return name.isEmpty() ? "without JSON" : "absent";
    }
    if (value.isObject()) {
      TreeMap<String, String> fields = new TreeMap<>();
      value
          .properties()
          .forEach(
              field -> {
                if (!name.equals("custom_attributes") || attributes.contains(field.getKey())) {
                  fields.put(field.getKey(), of(field.getKey(), field.getValue()));
                }
              });
      return fields.toString().replace("=", ": ");
    }
    if (value.isArray()) {
      Set<String> entries = new TreeSet<>();
      value.forEach(entry -> entries.add(of("[]", entry)));
      return "[" + String.join(" | ", entries) + "]";
    }
    if (value.isTextual()) {
      return text(name, value.asText());
    }
    if (value.isBoolean() && !FLAGS.contains(name)) {
      return "boolean";
    }
    return value.isNumber() ? "number" : value.asText();
  }

  private String text(String name, String value) {
    if (name.equals("code") && isCode(value)) {
      return value;
    }
    if (name.equals("message") && MISSING_OBJECT.matcher(value).matches()) {
      return "text of a missing object";
    }
    if (name.equals("type") || name.equals("object")) {
      if (KNOWN_TYPES.contains(value)) {
        return value;
      }
      return value.equals(type)
          ? "TYPE"
          : value.equals(type + ".list") ? "TYPE.list" : "other text";
    }
    return value.matches("https?://.+") ? "URL" : "text";
  }
}
