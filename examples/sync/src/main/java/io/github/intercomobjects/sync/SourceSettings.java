package io.github.intercomobjects.sync;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a mapping file for the source; null for those that it does not set.
 *
 * @param jdbc the URL of a database
 * @param cursor the column of its query that limits the rows
 */
record SourceSettings(
    @Nullable Path csv,
    @Nullable Character separator,
    @Nullable Character quote,
    @Nullable Character escape,
    @Nullable Charset encoding,
    @Nullable String jdbc,
    @Nullable String query,
    @Nullable String cursor) {
  static final SourceSettings NONE =
      new SourceSettings(null, null, null, null, null, null, null, null);

  static SourceSettings ofDatabase(String url, String query, @Nullable String cursor) {
    return new SourceSettings(null, null, null, null, null, url, query, cursor);
  }

  /** Returns the character that a setting means; null if it is invalid. */
  static @Nullable Character character(String text) {
    return text.equals("\\t") ? (Character) '\t' : text.length() == 1 ? text.charAt(0) : null;
  }

  /**
   * Returns the encoding with a name.
   *
   * @param option the beginning of the message
   * @throws IllegalArgumentException if there is none
   */
  static Charset encoding(String option, String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new IllegalArgumentException(
          option
              + "there is no encoding \""
              + name
              + "\"; use one such as UTF-8, UTF-16 or windows-1252",
          e);
    }
  }
}
