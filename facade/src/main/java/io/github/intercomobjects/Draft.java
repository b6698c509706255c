package io.github.intercomobjects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object as it is to be sent.
 *
 * @param externalId null for an object without one
 * @param times the external times to send, in seconds, by Intercom's names; null clears one
 * @param source what the attributes come from, for messages
 */
record Draft(
    @Nullable String externalId,
    Map<String, @Nullable Long> times,
    Map<String, @Nullable Object> attributes,
    AttributeAdvice.Source source) {}
