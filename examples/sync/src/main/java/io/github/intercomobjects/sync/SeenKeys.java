package io.github.intercomobjects.sync;

import java.util.HashMap;
import java.util.Map;

/** The keys of the rows that one run has read so far. */
interface SeenKeys {
  /**
   * Notes that a key stands at a place, unless it stood at another before.
   *
   * @param number of the place; counted from 1
   * @return the number of the place at which the key stood first; 0 if it is new
   */
  long putIfAbsent(String key, long number);

  /** For sources that are known to be small: memory grows with every key. */
  static SeenKeys inMemory() {
    Map<String, Long> numbers = new HashMap<>();
    return (key, number) -> {
      Long first = numbers.putIfAbsent(key, number);
      return first == null ? 0 : first;
    };
  }
}
