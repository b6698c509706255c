package io.github.intercomobjects;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kotlin.Metadata;
import org.jspecify.annotations.Nullable;

/** The message about an attribute that does not fit its type. */
final class MappingFailure {
  /** Messages about an absent property, of Moshi's adapter for Kotlin and of ours for records. */
  private static final List<Pattern> ABSENT =
      List.of(
          Pattern.compile("Required value '[^']+' \\(JSON name '([^']+)'\\) missing"),
          Pattern.compile("Required value '([^']+)' missing"),
          Pattern.compile("absent at path \\$\\.(.+)"));

  private static final Pattern PROPERTY = Pattern.compile("value '([^']+)'");

  private static final int LONGEST_END = 1_000;

  private MappingFailure() {}

  /** Returns the message for an object that cannot be mapped. */
  static String message(
      String label,
      @Nullable Class<?> type,
      Map<String, @Nullable Object> json,
      Exception failure,
      String token) {
    StringBuilder message = new StringBuilder(label);
    String ends = ends(ForeignText.messageOf(failure));
    String attribute = attribute(ends, json);
    if (attribute != null) {
      message
          .append(": attribute ")
          .append(ForeignText.of(attribute, token))
          .append(" is ")
          .append(json.containsKey(attribute) ? kind(json.get(attribute)) : "absent");
    }
    if (attribute != null && json.get(attribute) == null) {
      message
          .append(", as any attribute may be in Intercom (")
          .append(nullable(type, attribute, ends, json.containsKey(attribute)));
    }
    return message
        .append(", which cannot be mapped: ")
        .append(ForeignText.reason(failure, token))
        .append("; getAttributes() returns the attributes as received")
        .toString();
  }

  /** Returns the end of the advice about a null: the type to declare. */
  private static String nullable(
      @Nullable Class<?> type, String attribute, String reason, boolean isNull) {
    if (type == null || !type.isAnnotationPresent(Metadata.class)) {
      return "use Boolean for boolean, Integer for int)";
    }
    Field field = RecordJsonAdapter.field(type, attribute);
    if (field == null) {
      // Only the constructor's parameter may have the annotation with the name.
      Matcher property = PROPERTY.matcher(reason);
      field = property.find() ? RecordJsonAdapter.field(type, property.group(1)) : null;
    }
    String name = field == null ? "String" : field.getType().getSimpleName();
    String kotlin =
        name.equals("Integer")
            ? "Int"
            : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return "declare it as a type that takes null, %s%s?%s)"
        .formatted(
            field == null ? "such as " : "",
            kotlin,
            isNull && hasDefaults(type) ? "; a default value does not replace a null" : "");
  }

  /** Returns whether a parameter of a Kotlin constructor has a default value. */
  private static boolean hasDefaults(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors())
        .flatMap(constructor -> Arrays.stream(constructor.getParameterTypes()))
        .anyMatch(parameter -> parameter.getName().endsWith(".DefaultConstructorMarker"));
  }

  /** Returns both ends, one of which has the path; a value of any length may be between them. */
  private static String ends(String reason) {
    return reason.length() <= 2 * LONGEST_END
        ? reason
        : reason.substring(0, LONGEST_END)
            + " … "
            + reason.substring(reason.length() - LONGEST_END);
  }

  /**
   * Returns the name of the attribute. Moshi's message has {@code at path $.total_amount}, that of
   * its Kotlin adapters {@code at $.total_amount}.
   */
  private static @Nullable String attribute(String reason, Map<String, @Nullable Object> json) {
    String longest = null;
    for (String name : json.keySet()) {
      if (reason.contains("$." + name) && (longest == null || name.length() > longest.length())) {
        longest = name;
      }
    }
    if (longest != null) {
      return longest;
    }
    for (Pattern absent : ABSENT) {
      Matcher matcher = absent.matcher(reason);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    return null;
  }

  static String kind(@Nullable Object json) {
    if (json instanceof String || json instanceof Boolean || json instanceof Number) {
      return json instanceof String
          ? "a string"
          : json instanceof Boolean ? "a boolean" : "a number";
    }
    return json == null ? "null" : json instanceof List ? "an array" : "an object";
  }
}
