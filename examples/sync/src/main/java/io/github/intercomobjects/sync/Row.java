package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A valid row.
 *
 * @param raw the row as read from its source
 * @param key the external id of the object
 * @param createdAt null if the cell is empty, or there is no such column
 * @param updatedAt null if the cell is empty, or there is no such column
 * @param contact the contact that the row names; null if it names none
 */
record Row(
    RawRow raw,
    String key,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable ContactKey contact,
    Attributes attributes) {

  Location location() {
    return raw.location();
  }
}
