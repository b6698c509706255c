package io.github.intercomobjects.sync;

import io.github.intercomobjects.client.FreeFormJson;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON in which the control characters that it allows, but a terminal interprets, are escaped. */
final class PrintableJson {
  private static final Pattern CONTROL =
      Pattern.compile("[\\x7f-\\x9f\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]");

  private PrintableJson() {}

  /** Returns an object in one line. */
  static String line(Map<String, ? extends @Nullable Object> object) {
    return escaped(FreeFormJson.ADAPTER.toJson(object));
  }

  /** Returns an object with a line for each member. */
  static String lines(Map<String, Object> object) {
    return escaped(FreeFormJson.ADAPTER.indent("  ").toJson(object));
  }

  private static String escaped(String json) {
    return CONTROL
        .matcher(json)
        .replaceAll(
            found -> String.format(Locale.ROOT, "\\\\u%04x", (int) found.group().charAt(0)));
  }
}
