package io.github.intercomobjects.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.spec.JsonTrees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A comparison of JSON with the result of reading and writing it with a generated model. */
final class RoundTrip {
  private static final Moshi MOSHI = new Moshi.Builder().build();

  private RoundTrip() {}

  /** Returns the differences, except ids that became text; none if nothing was lost. */
  static List<String> losses(String model, JsonNode json) throws IOException {
    JsonAdapter<Object> adapter = adapter(model);
    Object value = adapter.fromJson(json.toString());
    List<String> losses = new ArrayList<>();
    compare("$", json, JsonTrees.parse(adapter.toJson(value)), losses);
    return losses;
  }

  @SuppressWarnings("unchecked")
  private static JsonAdapter<Object> adapter(String model) {
    try {
      Class<?> type = Class.forName("io.github.intercomobjects.client.model." + model);
      return (JsonAdapter<Object>) MOSHI.adapter(type);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("there is no model for the schema " + model, e);
    }
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
