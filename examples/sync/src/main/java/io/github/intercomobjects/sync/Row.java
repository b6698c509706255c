package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one row says.
 *
 * @param raw the row as its source has it
 * @param key the external id of the object
 * @param createdAt null where the cell is empty, or there is no such column
 * @param updatedAt null where the cell is empty, or there is no such column
 * @param contact which contact it belongs to; null where it belongs to none
 */
record Row(
    RawRow raw,
    String key,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable ContactKey contact,
    Attributes attributes) {

  Place place() {
    return raw.place();
  }
}
