package io.github.intercomobjects.sync;

import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** A map in a file whose keys are pairs of texts, ordered by the first. Thread-safe. */
final class PairMap {
  /** The separator of a pair, which is escaped in the first text. */
  private static final String SEPARATOR = "\n";

  /** The character after the separator, behind all pairs with the same first text. */
  private static final String BEHIND = "\u000B";

  private final Database database;
  private final MVMap<String, String> map;

  PairMap(Database database, String name) {
    this.database = database;
    this.map = database.texts(name);
  }

  void put(String first, String second, String value) {
    database.change(() -> map.put(prefix(first) + second, value));
  }

  void remove(String first, String second) {
    database.change(() -> map.remove(prefix(first) + second));
  }

  /** Returns the values of a first text by their second texts. */
  SortedMap<String, String> of(String first) {
    String prefix = prefix(first);
    return database.use(
        () -> {
          SortedMap<String, String> values = new TreeMap<>();
          String key = map.ceilingKey(prefix);
          while (key != null && key.startsWith(prefix)) {
            values.put(key.substring(prefix.length()), map.get(key));
            key = map.higherKey(key);
          }
          return values;
        });
  }

  /** Returns each first text once. */
  Iterator<String> firsts() {
    return new LookAheadIterator<>() {
      private String from = "";

      @Override
      protected @Nullable String advance() {
        String key = database.find(() -> map.ceilingKey(from));
        if (key == null) {
          return null;
        }
        String first = key.substring(0, key.indexOf(SEPARATOR));
        from = first + BEHIND;
        return unescaped(first);
      }
    };
  }

  private static String prefix(String first) {
    return first.replace("\\", "\\\\").replace(SEPARATOR, "\\n") + SEPARATOR;
  }

  private static String unescaped(String first) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < first.length(); i++) {
      char c = first.charAt(i);
      if (c == '\\') {
        i++;
        c = first.charAt(i) == 'n' ? '\n' : '\\';
      }
      text.append(c);
    }
    return text.toString();
  }
}
