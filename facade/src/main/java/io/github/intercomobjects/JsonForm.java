package io.github.intercomobjects;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a result, which its {@code toMap} returns and Jackson writes: only maps, lists,
 * texts, numbers, booleans and nulls.
 */
final class JsonForm {
  private JsonForm() {}

  /** Returns an unmodifiable map of names, each followed by its value, in this order. */
  static Map<String, @Nullable Object> of(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return Collections.unmodifiableMap(map);
  }
}
