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

/** Breaks examples on purpose: a scalar becomes an object, an object or a list becomes text. */
final class Breakage {
  /** What holds values of any kind. */
  private static final Set<String> FREE_FORM = Set.of("custom_attributes", "ticket_attributes");

  private final Random random;

  Breakage(long seed) {
    this.random = new Random(seed);
  }

  /** A place in a tree: a name in an object or an index in a list. */
  private record Place(JsonNode parent, @Nullable String name, int index) {
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

  /** A broken copy and what was broken in it. */
  record Broken(JsonNode json, String what) {}

  /** Breaks one value that is not null; empty if there is none. */
  Optional<Broken> breakOne(JsonNode json) {
    JsonNode copy = json.deepCopy();
    List<Place> places = new ArrayList<>();
    collect(copy, places);
    if (places.isEmpty()) {
      return Optional.empty();
    }
    Place place = places.get(random.nextInt(places.size()));
    JsonNode value = place.get();
    boolean container = value.isContainerNode();
    place.set(
        container
            ? JsonNodeFactory.instance.textNode("broken")
            : JsonNodeFactory.instance.objectNode().put("broken", true));
    return Optional.of(
        new Broken(
            copy,
            (place.name == null ? "[" + place.index + "]" : place.name)
                + ": "
                + (container ? "text" : "an object")
                + " instead of "
                + value));
  }

  private static void collect(JsonNode node, List<Place> places) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                if (!field.getValue().isNull()) {
                  places.add(new Place(node, field.getKey(), 0));
                }
                if (!FREE_FORM.contains(field.getKey())) {
                  collect(field.getValue(), places);
                }
              });
    } else {
      for (int i = 0; i < node.size(); i++) {
        if (!node.get(i).isNull()) {
          places.add(new Place(node, null, i));
        }
        collect(node.get(i), places);
      }
    }
  }
}
