package io.github.intercomobjects.client.support;

import com.squareup.moshi.JsonReader;
import io.github.intercomobjects.client.FreeFormJson;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A collector of the fields that a model lacks, while an object is read. Not thread-safe. */
public final class UnknownFields {
  private @Nullable Map<String, @Nullable Object> fields;

  /** Reads a field that the model lacks. */
  public void read(JsonReader reader) throws IOException {
    put(reader.nextName(), FreeFormJson.read(reader));
  }

  void put(String name, @Nullable Object value) {
    if (fields == null) {
      fields = new LinkedHashMap<>();
    }
    fields.put(name, value);
  }

  /**
   * Removes the value of a name, because a later value has the right type. The last of several
   * values with the same name wins.
   */
  void forget(String name) {
    if (fields != null) {
      fields.remove(name);
    }
  }

  boolean has(String name) {
    return fields != null && fields.containsKey(name);
  }

  /** Removes and returns a value. */
  @Nullable Object take(String name) {
    return fields == null ? null : fields.remove(name);
  }

  /** Returns the fields. Nothing may be put into the collector afterwards. */
  public Map<String, @Nullable Object> toMap() {
    return fields == null ? Map.of() : Collections.unmodifiableMap(fields);
  }
}
