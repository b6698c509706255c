package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A parser of search filters: equality, and groups joined by AND and OR.
 *
 * <p>It rejects Intercom's other operators instead of approximating them, so that no test passes
 * for a wrong reason.
 */
final class SearchFilter<T> {
  private static final int MAX_PER_GROUP = 15;
  private static final int MAX_LEVELS = 2;
  private static final String ATTRIBUTE_PREFIX = "custom_attributes.";

  private final String things;
  private final Map<String, Field<T>> fields;
  private final Function<T, ParentAttributes> attributes;

  /**
   * @param things the name of what is searched, in the plural
   * @param fields the fields that can be searched by
   */
  SearchFilter(
      String things, Map<String, Field<T>> fields, Function<T, ParentAttributes> attributes) {
    this.things = things;
    this.fields = fields;
    this.attributes = attributes;
  }

  /** Returns the condition in the body of a search. */
  Predicate<T> read(ObjectNode request) {
    if (!request.has("query")) {
      throw Refusal.missing("query");
    }
    return read(request.path("query"), 1);
  }

  private Predicate<T> read(JsonNode query, int level) {
    if (!query.isObject()) {
      throw Refusal.invalid("query", "A filter must be an object, was " + JsonValue.kindOf(query));
    }
    String operator = query.path("operator").asText();
    return switch (operator) {
      case "AND" -> group(query, level).stream().reduce(thing -> true, Predicate::and);
      case "OR" -> group(query, level).stream().reduce(thing -> false, Predicate::or);
      case "=" -> equality(query);
      default ->
          throw Refusal.invalid(
              "operator",
              "The sandbox knows the operators =, AND and OR; the operator was '" + operator + "'");
    };
  }

  private List<Predicate<T>> group(JsonNode query, int level) {
    JsonNode joined = query.path("value");
    if (!joined.isArray() || joined.isEmpty() || joined.size() > MAX_PER_GROUP) {
      throw Refusal.invalid(
          "value", "The value of a group must be an array of 1 to " + MAX_PER_GROUP + " filters");
    }
    if (level > MAX_LEVELS) {
      throw Refusal.invalid("value", "Groups can be " + MAX_LEVELS + " levels deep at most");
    }
    List<Predicate<T>> filters = new ArrayList<>();
    joined.forEach(filter -> filters.add(read(filter, level + 1)));
    return filters;
  }

  private Predicate<T> equality(JsonNode query) {
    String name = query.path("field").asText();
    JsonNode value = query.path("value");
    if (value.isContainerNode() || value.isMissingNode()) {
      throw Refusal.invalid("value", "The value must be text, a number, true, false or null");
    }
    if (name.startsWith(ATTRIBUTE_PREFIX)) {
      String attribute = name.substring(ATTRIBUTE_PREFIX.length());
      return thing -> isEqual(attributes.apply(thing).values().get(attribute), value);
    }
    Field<T> field = fields.get(name);
    if (field == null) {
      throw Refusal.invalid(
          "field",
          "The sandbox searches "
              + things
              + " by "
              + String.join(", ", new TreeSet<>(fields.keySet()))
              + " and "
              + ATTRIBUTE_PREFIX
              + "*; the field was '"
              + name
              + "'");
    }
    if (!value.isNull() && !field.kind().accepts(value)) {
      throw Refusal.invalid(
          "value", name + " is " + field.kind().description() + ", was " + JsonValue.kindOf(value));
    }
    return thing -> {
      Set<String> held = field.values().apply(thing);
      if (value.isNull()) {
        return held.isEmpty();
      }
      String wanted = value.asText();
      return field.kind() == Kind.ADDRESS
          ? held.stream().anyMatch(one -> fold(one).equals(fold(wanted)))
          : held.contains(wanted);
    };
  }

  private static boolean isEqual(@Nullable JsonNode held, JsonNode value) {
    if (held == null) {
      return value.isNull();
    }
    // 12 and 12.0 are the same number but different JSON nodes.
    if (held.isNumber() && value.isNumber()) {
      return held.decimalValue().compareTo(value.decimalValue()) == 0;
    }
    return held.equals(value);
  }

  private static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** The type of the values that a field can be compared with. */
  enum Kind {
    TEXT("text"),
    /** Text that is compared without regard to case. */
    ADDRESS("text"),
    ID("an id, text or a whole number"),
    FLAG("true or false");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }

    boolean accepts(JsonNode value) {
      return switch (this) {
        case TEXT, ADDRESS -> value.isTextual();
        case ID -> value.isTextual() || value.isIntegralNumber();
        case FLAG -> value.isBoolean();
      };
    }
  }

  /**
   * A field to search by.
   *
   * @param values returns the values of the field as text; empty if it is not set
   */
  record Field<T>(Kind kind, Function<T, Set<String>> values) {}
}
