package io.github.intercomobjects.client.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects, while one object is read, what its model has no field for. */
final class UnknownFields {
  private @Nullable Map<String, @Nullable Object> fields;

  void put(String name, @Nullable Object value) {
    if (fields == null) {
      fields = new LinkedHashMap<>();
    }
    fields.put(name, value);
  }

  /**
   * A later value of the same name was of the right type: as everywhere in JSON, the last one
   * counts.
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
