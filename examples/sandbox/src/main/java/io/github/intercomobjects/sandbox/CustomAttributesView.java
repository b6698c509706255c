package io.github.intercomobjects.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.util.List;

/** The custom attributes of contacts and conversations as responses show them. */
final class CustomAttributesView {
  private final State state;
  private final InstanceView instances;
  private final int instancesShown;

  CustomAttributesView(State state, InstanceView instances, int instancesShown) {
    this.state = state;
    this.instances = instances;
    this.instancesShown = instancesShown;
  }

  void put(ObjectNode body, ParentAttributes attributes) {
    ObjectNode shown = body.putObject("custom_attributes");
    attributes.values().forEach(shown::set);
    for (Reference relationship : attributes.relationships().values()) {
      List<String> ids =
          state.existing(relationship.target(), attributes.links(relationship.name()));
      shown.set(
          relationship.name(),
          instances.list(
              relationship.target(), ids.subList(0, Math.min(ids.size(), instancesShown)), true));
    }
  }
}
