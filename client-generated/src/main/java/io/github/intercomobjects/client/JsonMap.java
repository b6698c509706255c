package io.github.intercomobjects.client;

import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object in their order, in one array: a list of objects with some attributes
 * each takes half the memory that it takes with {@link LinkedHashMap}, and looking through a few
 * names is as fast as computing a hash. Immutable.
 */
final class JsonMap extends AbstractMap<String, @Nullable Object> {
  /** With more fields a hash is faster. */
  private static final int MOST = 16;

  /** Name, value, name, value and so on; may have room for more. */
  private final @Nullable Object[] fields;

  private final int size;

  private JsonMap(@Nullable Object[] fields, int size) {
    this.fields = fields;
    this.size = size;
  }

  static Map<String, @Nullable Object> copyOf(Map<String, ? extends @Nullable Object> entries) {
    if (entries instanceof JsonMap map) {
      return map;
    }
    Collector copy = new Collector(new Object[2 * Math.min(entries.size(), MOST)]);
    entries.forEach(copy::put);
    return copy.toMap();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return indexOf(name, fields, size) >= 0;
  }

  @Override
  public @Nullable Object get(@Nullable Object name) {
    int index = indexOf(name, fields, size);
    return index < 0 ? null : fields[index + 1];
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new Entries();
  }

  /** Writes the object without making an entry for each field. */
  void writeTo(JsonWriter writer) throws IOException {
    writer.beginObject();
    for (int i = 0; i < 2 * size; i += 2) {
      writer.name((String) fields[i]);
      FreeFormJson.writeValue(writer, fields[i + 1]);
    }
    writer.endObject();
  }

  private static int indexOf(@Nullable Object name, @Nullable Object[] fields, int size) {
    if (name instanceof String) {
      for (int i = 0; i < 2 * size; i += 2) {
        if (name.equals(fields[i])) {
          return i;
        }
      }
    }
    return -1;
  }

  private final class Entries extends AbstractSet<Entry<String, @Nullable Object>> {
    @Override
    public int size() {
      return size;
    }

    @Override
    public Iterator<Entry<String, @Nullable Object>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < 2 * size;
        }

        @Override
        public Entry<String, @Nullable Object> next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          next += 2;
          return new SimpleImmutableEntry<>((String) fields[next - 2], fields[next - 1]);
        }
      };
    }
  }

  /** Collects fields; of two with the same name the last one counts. Not thread-safe. */
  static final class Collector {
    private @Nullable Object[] fields;
    private int size;

    /** Takes the place of the array once there are many. */
    private @Nullable Map<String, @Nullable Object> many;

    Collector() {
      this(new Object[8]);
    }

    private Collector(@Nullable Object[] fields) {
      this.fields = fields;
    }

    void put(String name, @Nullable Object value) {
      if (many != null) {
        many.put(name, value);
        return;
      }
      int index = indexOf(name, fields, size);
      if (index >= 0) {
        fields[index + 1] = value;
      } else if (size == MOST) {
        many = new LinkedHashMap<>(new JsonMap(fields, size));
        many.put(name, value);
      } else {
        if (2 * size == fields.length) {
          fields = Arrays.copyOf(fields, Math.max(8, 2 * fields.length));
        }
        fields[2 * size] = name;
        fields[2 * size + 1] = value;
        size++;
      }
    }

    /** Returns the map; nothing may be put afterwards. */
    Map<String, @Nullable Object> toMap() {
      return many == null ? new JsonMap(fields, size) : Collections.unmodifiableMap(many);
    }
  }
}
