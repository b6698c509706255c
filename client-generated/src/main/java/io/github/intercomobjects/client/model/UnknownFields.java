package io.github.intercomobjects.client.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects, while an object is read, what its model has no field for. Not thread-safe. */
final class UnknownFields {
  private @Nullable Map<String, @Nullable Object> fields;

  void put(String name, @Nullable Object value) {
    if (fields == null) {
      fields = new LinkedHashMap<>();
    }
    fields.put(name, value);
  }

  /**
   * Drops the value of this name, because a later one is of the right type: of two values with one
   * name the last counts.
   */
  void forget(String name) {
    if (fields != null) {
      fields.remove(name);
    }
  }

  Map<String, @Nullable Object> toMap() {
    return fields == null ? Map.of() : Collections.unmodifiableMap(fields);
  }
}
