package io.github.intercomobjects.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown if one row cannot be stored; other rows are not affected. */
final class BadRowException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Reason> reasons;
  private final @Nullable String key;
  private final transient @Nullable ContactKey contact;

  /**
   * @param reasons all problems of the row
   * @param key the key of the row; null if it has none
   * @param contact the contact that the row names; null if it names none, or that is not known
   */
  BadRowException(List<Reason> reasons, @Nullable String key, @Nullable ContactKey contact) {
    super(Reason.texts(reasons));
    this.reasons = List.copyOf(reasons);
    this.key = key;
    this.contact = contact;
  }

  /** Returns all problems in one text. */
  String reason() {
    return String.valueOf(getMessage());
  }

  List<Reason> reasons() {
    return reasons;
  }

  @Nullable String key() {
    return key;
  }

  @Nullable ContactKey contact() {
    return contact;
  }
}
