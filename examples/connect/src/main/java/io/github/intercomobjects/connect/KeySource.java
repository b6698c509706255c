package io.github.intercomobjects.connect;

import org.jspecify.annotations.Nullable;

/**
 * The part of a record that is the external id.
 *
 * @param inKey whether it is in the key of the record, not in its value
 * @param field the field; null for the key itself
 */
record KeySource(boolean inKey, @Nullable String field) {
  /**
   * Returns the source that a setting names.
   *
   * @throws IllegalArgumentException if it is not valid
   */
  static KeySource parse(String text) {
    if (text.equals("key")) {
      return new KeySource(true, null);
    }
    for (String part : new String[] {"key.", "value."}) {
      if (text.startsWith(part) && text.length() > part.length() && !text.contains(",")) {
        return new KeySource(part.equals("key."), text.substring(part.length()));
      }
    }
    throw new IllegalArgumentException(
        "must be key, or one field as key.FIELD or value.FIELD, such as value.id, was \""
            + text
            + "\"");
  }
}
