package io.github.intercomobjects.client.support;

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
 * A map of the fields of a JSON object in their order. One array holds them, which takes half the
 * memory of a {@link LinkedHashMap}, and searching a few names is as fast as computing a hash.
 * Immutable.
 */
public final class JsonMap extends AbstractMap<String, @Nullable Object> {
  /** The largest size. With more fields a hash is faster. */
  private static final int MOST = 16;

  /** The names and values in turn. There may be unused room at the end. */
  private final @Nullable Object[] fields;

  private final int size;

  private JsonMap(@Nullable Object[] fields, int size) {
    this.fields = fields;
    this.size = size;
  }

  /** Returns an immutable copy of a map, or the map itself if it is one of this class. */
  public static Map<String, @Nullable Object> copyOf(
      Map<String, ? extends @Nullable Object> entries) {
    if (entries instanceof JsonMap map) {
      return map;
    }
    Collector copy = new Collector(entries.size());
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

  /** Returns the name of a field, without creating an entry for it. */
  public String nameAt(int index) {
    return (String) fields[2 * index];
  }

  /** Returns the value of a field. */
  public @Nullable Object valueAt(int index) {
    return fields[2 * index + 1];
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

  /** A collector of fields. The last of several with the same name wins. Not thread-safe. */
  public static final class Collector {
    private @Nullable Object[] fields;
    private int size;

    /** The fields, once there are too many for the array. */
    private @Nullable Map<String, @Nullable Object> many;

    /** Creates a collector with room for this many fields, to which more is added if needed. */
    public Collector(int room) {
      this.fields = new Object[2 * Math.min(room, MOST)];
    }

    /** Adds a field. */
    public void put(String name, @Nullable Object value) {
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

    /** Returns the map. Nothing may be put into the collector afterwards. */
    public Map<String, @Nullable Object> toMap() {
      return many == null ? new JsonMap(fields, size) : Collections.unmodifiableMap(many);
    }
  }
}
