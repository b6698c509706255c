package io.github.intercomobjects.client;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A cache of the names of fields. Objects of one type have the same names, and a cached name needs
 * neither decoding nor memory. Thread-safe.
 */
final class RecurringNames {
  /** The maximum number of names in the cache. */
  private static final int MOST = 64;

  /**
   * The number of misses after which new names are added. Adding costs as much as reading several
   * objects, so names are added together.
   */
  private static final int MISSES = 32;

  private volatile Known known = new Known(Set.of());
  private final Set<String> missed = new LinkedHashSet<>();
  private int misses;

  private static final class Known {
    private final String[] names;
    private final JsonReader.Options options;

    Known(Set<String> names) {
      this.names = names.toArray(String[]::new);
      this.options = JsonReader.Options.of(this.names);
    }
  }

  /** Reads the next name. */
  String next(JsonReader reader) throws IOException {
    Known current = known;
    int index = reader.selectName(current.options);
    if (index >= 0) {
      return current.names[index];
    }
    String name = reader.nextName();
    add(name);
    return name;
  }

  private synchronized void add(String name) {
    missed.add(name);
    if (++misses == MISSES) {
      Set<String> names = new LinkedHashSet<>(missed);
      // If there are too many, the cached ones are old, or are ids and no names.
      if (known.names.length + names.size() <= MOST) {
        names.addAll(Set.of(known.names));
      }
      known = new Known(names);
      missed.clear();
      misses = 0;
    }
  }
}
