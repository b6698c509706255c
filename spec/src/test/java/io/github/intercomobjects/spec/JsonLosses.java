package io.github.intercomobjects.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A comparison of JSON before and after it was read and written. */
public final class JsonLosses {
  private JsonLosses() {}

  /** Returns the differences, except ids that became text; none if nothing was lost. */
  public static List<String> of(JsonNode before, JsonNode after) {
    List<String> losses = new ArrayList<>();
    compare("$", before, after, losses);
    return losses;
  }

  private static void compare(String path, JsonNode before, JsonNode after, List<String> losses) {
    if (before.isObject() && after.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        if (!before.has(name) || !after.has(name)) {
          losses.add(path + "." + name + (after.has(name) ? " appeared" : " is missing"));
        } else {
          compare(path + "." + name, before.get(name), after.get(name), losses);
        }
      }
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare(path + "[" + i + "]", before.get(i), after.get(i), losses);
      }
    } else if (!before.equals(after) && !isIdAsText(path, before, after)) {
      losses.add(path + " was " + before + ", became " + after);
    }
  }

  private static boolean isIdAsText(String path, JsonNode before, JsonNode after) {
    return before.isIntegralNumber()
        && after.isTextual()
        && after.asText().equals(before.asText())
        && path.matches(".*(id|ids\\[\\d+])$");
  }
}
