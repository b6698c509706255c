package io.github.intercomobjects.sync;

import org.jspecify.annotations.Nullable;

/** Why one row cannot be stored; the others are not concerned. */
final class BadRowException extends Exception {
  private static final long serialVersionUID = 1;

  private final @Nullable String key;
  private final transient @Nullable ContactKey contact;

  /**
   * @param key what the row has as its key, where that much is known
   * @param contact the contact that the row names, where that much is known
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
