package io.github.intercomobjects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object as it is to be sent.
 *
 * @param times external_created_at and external_updated_at in seconds, as far as they are to be
 *     sent; null clears one
 */
record Draft(
    @Nullable String externalId,
    Map<String, @Nullable Long> times,
    Map<String, @Nullable Object> attributes) {}
