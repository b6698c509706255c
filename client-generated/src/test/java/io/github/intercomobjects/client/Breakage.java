package io.github.intercomobjects.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source of broken examples: a scalar becomes an object, an object or a list becomes text. */
final class Breakage {
  /** The fields that hold values of any kind. */
  private static final Set<String> FREE_FORM = Set.of("custom_attributes", "ticket_attributes");

  private final Random random;

  Breakage(long seed) {
    this.random = new Random(seed);
  }

  /** A location in a tree: a name in an object or an index in a list. */
  private record Location(JsonNode parent, @Nullable String name, int index) {
    JsonNode get() {
      return parent.isObject() ? parent.get(name) : parent.get(index);
    }

    void set(JsonNode value) {
      if (parent instanceof ObjectNode object) {
        object.set(name, value);
      } else {
        ((ArrayNode) parent).set(index, value);
      }
    }
  }

  /** A broken copy, and a description of the change. */
  record Broken(JsonNode json, String change) {}

  /** Breaks one value that is not null. Returns empty if there is none. */
  Optional<Broken> breakOne(JsonNode json) {
    JsonNode copy = json.deepCopy();
    List<Location> locations = new ArrayList<>();
    collect(copy, locations);
    if (locations.isEmpty()) {
      return Optional.empty();
    }
    Location location = locations.get(random.nextInt(locations.size()));
    JsonNode value = location.get();
    boolean container = value.isContainerNode();
    location.set(
        container
            ? JsonNodeFactory.instance.textNode("broken")
            : JsonNodeFactory.instance.objectNode().put("broken", true));
    return Optional.of(
        new Broken(
            copy,
            (location.name == null ? "[" + location.index + "]" : location.name)
                + ": "
                + (container ? "text" : "an object")
                + " instead of "
                + value));
  }

  private static void collect(JsonNode node, List<Location> locations) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                if (!field.getValue().isNull()) {
                  locations.add(new Location(node, field.getKey(), 0));
                }
                if (!FREE_FORM.contains(field.getKey())) {
                  collect(field.getValue(), locations);
                }
              });
    } else {
      for (int i = 0; i < node.size(); i++) {
        if (!node.get(i).isNull()) {
          locations.add(new Location(node, null, i));
        }
        collect(node.get(i), locations);
      }
    }
  }
}
