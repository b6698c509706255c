package io.github.intercomobjects.client;

import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names of fields that were read lately. Objects of one type have the same names, and a name
 * that is known needs neither decoding nor memory. Thread-safe.
 */
final class RecurringNames {
  private static final int MOST = 64;

  /** New names are learnt together, because learning costs as much as reading some objects. */
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
    Known present = known;
    int index = reader.selectName(present.options);
    if (index >= 0) {
      return present.names[index];
    }
    String name = reader.nextName();
    learn(name);
    return name;
  }

  private synchronized void learn(String name) {
    missed.add(name);
    if (++misses == MISSES) {
      Set<String> names = new LinkedHashSet<>(missed);
      // Where there are too many, the known ones are old, or ids rather than names.
      if (known.names.length + names.size() <= MOST) {
        names.addAll(Set.of(known.names));
      }
      known = new Known(names);
      missed.clear();
      misses = 0;
    }
  }
}
