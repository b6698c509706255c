package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one row says.
 *
 * @param key the external id of the object
 * @param createdAt null where the cell is empty, or there is no such column
 * @param contact the external id of the contact it belongs to; null where it belongs to none
 */
record Row(
    long line,
    String key,
    @Nullable Instant createdAt,
    @Nullable String contact,
    Attributes attributes) {}
