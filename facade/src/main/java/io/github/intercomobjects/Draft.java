package io.github.intercomobjects;

import java.util.Collection;
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
  /**
   * Returns this, or throws if a value has a form that only responses have, or references to
   * contacts in it that are not looked up.
   */
  Draft requireSendable() {
    ReferenceShape.requireSendable(attributes);
    attributes.forEach(
        (name, value) -> {
          if (!ContactNames.isIn(value) && hasContacts(value)) {
            throw new IllegalArgumentException(
                "attribute %s holds References to contacts within another value; use one References.contacts(..)"
                    .formatted(ForeignText.of(name)));
          }
        });
    return this;
  }

  private static boolean hasContacts(@Nullable Object json) {
    return ContactNames.isIn(json)
        || (json instanceof Collection<?> items && items.stream().anyMatch(Draft::hasContacts))
        || (json instanceof Map<?, ?> map && map.values().stream().anyMatch(Draft::hasContacts));
  }
}
