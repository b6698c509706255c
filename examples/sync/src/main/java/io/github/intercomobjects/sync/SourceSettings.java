package io.github.intercomobjects.sync;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where rows come from, as far as it is said; null is what is not.
 *
 * @param jdbc the address of a database, and {@code query} what is asked there
 */
record SourceSettings(
    @Nullable Path csv,
    @Nullable Character separator,
    @Nullable Character quote,
    @Nullable String jdbc,
    @Nullable String query) {
  static final SourceSettings NONE = new SourceSettings(null, null, null, null, null);

  /** The character that a text stands for; null if it stands for none. */
  static @Nullable Character character(String text) {
    return text.equals("\\t") ? (Character) '\t' : text.length() == 1 ? text.charAt(0) : null;
  }
}
