package io.github.intercomobjects.sync;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings for the cells of all columns.
 *
 * @param zone the zone of times without an offset; null if there are none
 * @param numbers the format of numbers, unless their column has one; null for {@code 1234.50}
 * @param booleans the texts of booleans, unless their column has some; null for true and false
 * @param nulls the texts that mean an empty cell
 * @param keepsBlanks whether blanks around keys and contacts are a part of them
 */
record CellSettings(
    @Nullable ZoneId zone,
    @Nullable String numbers,
    @Nullable String booleans,
    Set<String> nulls,
    boolean keepsBlanks) {
  static final CellSettings NONE = new CellSettings(null, null, null, Set.of(), false);

  /** Returns whether a text means an empty cell. */
  boolean isNull(String text) {
    return !nulls.isEmpty() && nulls.contains(Blanks.strip(text));
  }

  /** Returns the text of a key or a contact. */
  String key(String text) {
    return keepsBlanks ? text : Blanks.strip(text);
  }
}
