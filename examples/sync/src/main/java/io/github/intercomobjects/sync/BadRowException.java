package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;

/** Thrown if one row cannot be stored; other rows are not affected. */
final class BadRowException extends Exception {
  private static final long serialVersionUID = 1;

  private final @Nullable String key;
  private final transient @Nullable ContactKey contact;

  /**
   * @param key the key of the row; null if it has none
   * @param contact the contact that the row names; null if it names none, or that is not known
   */
  BadRowException(String reason, @Nullable String key, @Nullable ContactKey contact) {
    super(reason);
    this.key = key;
    this.contact = contact;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  @Nullable String key() {
    return key;
  }

  @Nullable ContactKey contact() {
    return contact;
  }
}
