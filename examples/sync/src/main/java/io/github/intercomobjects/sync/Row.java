package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A valid row.
 *
 * @param raw the row as read from its source
 * @param key the external id of the object
 * @param createdAt null if the cell is empty, or there is no such column
 * @param updatedAt null if the cell is empty, or there is no such column
 * @param contact the contact that the row names; null if it names none
 * @param values null if {@link #unread}
 */
record Row(
    RawRow raw,
    String key,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable ContactKey contact,
    @Nullable Attributes values) {

  /** Returns a row of which only key and contact are needed, without its times and attributes. */
  static Row unread(RawRow raw, String key, @Nullable ContactKey contact) {
    return new Row(raw, key, null, null, contact, null);
  }

  Attributes attributes() {
    return Objects.requireNonNull(values, "an unread row has no attributes");
  }

  Location location() {
    return raw.location();
  }
}
