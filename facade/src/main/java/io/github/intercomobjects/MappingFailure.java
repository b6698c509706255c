package io.github.intercomobjects;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says which attribute of which object does not fit its type, and what it is instead. */
final class MappingFailure {
  /**
   * How adapters name a property that is absent: Moshi's for Kotlin, with the JSON name if that
   * differs, and ours for records.
   */
  private static final List<Pattern> ABSENT =
      List.of(
          Pattern.compile("Required value '[^']+' \\(JSON name '([^']+)'\\) missing"),
          Pattern.compile("Required value '([^']+)' missing"),
          Pattern.compile("absent at path \\$\\.(.+)"));

  private MappingFailure() {}

  /**
   * @param label names the object
   */
  static String message(
      String label, Map<String, @Nullable Object> json, Exception failure, String token) {
    StringBuilder message = new StringBuilder(label);
    // Shortened already: each name is looked for in it, and patterns run on it.
    String reason = ForeignText.reason(failure, token);
    String attribute = attribute(reason, json);
    if (attribute != null) {
      message
          .append(": attribute ")
          .append(ForeignText.of(attribute, token))
          .append(" is ")
          .append(json.containsKey(attribute) ? kind(json.get(attribute)) : "absent");
    }
    if (attribute != null && json.get(attribute) == null) {
      message.append(
          ", as any attribute may be in Intercom (use Boolean for boolean, Integer for int)");
    }
    return message
        .append(", which cannot be mapped: ")
        .append(reason)
        .append("; getAttributes() gives what came")
        .toString();
  }

  /**
   * Moshi names the place as {@code at path $.total_amount}, its Kotlin adapters as {@code at
   * $.total_amount}.
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
    if (json == null) {
      return "null";
    }
    if (json instanceof String) {
      return "a string";
    }
    if (json instanceof Boolean) {
      return "a boolean";
    }
    if (json instanceof Number) {
      return "a number";
    }
    return json instanceof List ? "an array" : "an object";
  }
}
