package io.github.intercomobjects.live;

import java.util.Set;

/**
 * What a workspace allows to ask.
 *
 * @param attributes the attributes of the scratch type that exist
 * @param noLinks the reason why the links of the contact are not changed; empty if they are
 * @param hasExternalId whether the contact has an external id
 */
record Capabilities(Set<String> attributes, String noLinks, boolean hasExternalId) {
  void requireAttribute(String name) {
    if (!attributes.contains(name)) {
      throw new NotAskedException(
          "the type has no usable attribute %s; create it under Settings > Data > Custom objects: %s"
              .formatted(name, Scratch.ATTRIBUTES.get(name)));
    }
  }

  void requireLinks() {
    if (!noLinks.isEmpty()) {
      throw new NotAskedException(noLinks);
    }
  }
}
