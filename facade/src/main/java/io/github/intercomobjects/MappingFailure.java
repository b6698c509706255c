package io.github.intercomobjects;

import io.github.intercomobjects.client.model.CustomObjectInstance;
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

  static String message(
      String typeName,
      CustomObjectInstance instance,
      Map<String, @Nullable Object> json,
      Exception failure) {
    StringBuilder message = new StringBuilder(typeName).append(' ').append(instance.getId());
    if (instance.getExternalId() != null) {
      message.append(" (external id ").append(instance.getExternalId()).append(')');
    }
    String attribute = attribute(String.valueOf(failure.getMessage()), json);
    if (attribute != null) {
      message
          .append(": attribute ")
          .append(attribute)
          .append(" is ")
          .append(json.containsKey(attribute) ? kind(json.get(attribute)) : "absent");
    }
    if (attribute != null && json.get(attribute) == null) {
      message.append(
          ", as any attribute may be in Intercom (use Boolean for boolean, Integer for int)");
    }
    return message
        .append(", which cannot be mapped: ")
        .append(failure.getMessage())
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

  private static String kind(@Nullable Object json) {
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
