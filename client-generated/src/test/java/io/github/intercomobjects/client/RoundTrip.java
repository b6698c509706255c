package io.github.intercomobjects.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.intercomobjects.spec.JsonLosses;
import io.github.intercomobjects.spec.JsonTrees;
import java.io.IOException;
import java.util.List;

/** A comparison of JSON with the result of reading and writing it with a generated model. */
final class RoundTrip {
  private static final Moshi MOSHI = new Moshi.Builder().build();

  private RoundTrip() {}

  /** Returns the differences, except ids that became text; none if nothing was lost. */
  static List<String> losses(String model, JsonNode json) throws IOException {
    JsonAdapter<Object> adapter = adapter(model);
    Object value = adapter.fromJson(json.toString());
    return JsonLosses.of(json, JsonTrees.parse(adapter.toJson(value)));
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
}
