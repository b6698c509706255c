package io.github.intercomobjects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object to send.
 *
 * @param externalId null for an object without an external id
 * @param times the external times to send, in seconds, by Intercom's names; null clears one
 * @param source the origin of the attributes, for messages
 */
record Draft(
    @Nullable String externalId,
    Map<String, @Nullable Long> times,
    Map<String, @Nullable Object> attributes,
    AttributeAdvice.Source source) {
  /** Returns this, or throws if a value has a form that only responses have. */
  Draft requireSendable() {
    ReferenceShape.requireSendable(attributes);
    return this;
  }
}
