package io.github.intercomobjects.sync;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a mapping file for the source; null for those that it does not set.
 *
 * @param jdbc the URL of a database
 */
record SourceSettings(
    @Nullable Path csv,
    @Nullable Character separator,
    @Nullable Character quote,
    @Nullable String jdbc,
    @Nullable String query) {
  static final SourceSettings NONE = new SourceSettings(null, null, null, null, null);

  /** Returns the character that a setting means; null if it is invalid. */
  static @Nullable Character character(String text) {
    return text.equals("\\t") ? (Character) '\t' : text.length() == 1 ? text.charAt(0) : null;
  }
}
