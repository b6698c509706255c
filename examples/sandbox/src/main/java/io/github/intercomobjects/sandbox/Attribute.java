package io.github.intercomobjects.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** An attribute of an object type, or a relationship of contacts or conversations. */
sealed interface Attribute {
  /** The target of a reference to contacts. */
  String CONTACT = "contact";

  /** The target of a reference to conversations. */
  String CONVERSATION = "conversation";

  String name();

  /** The type of the values of a plain attribute. */
  enum Kind {
    TEXT("a string"),
    INTEGER("a whole number"),
    DECIMAL("a number"),
    BOOLEAN("true or false"),
    DATE("unix seconds or an ISO 8601 text");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }
  }

  /** An attribute with values of a simple type. */
  record Plain(String name, Kind kind) implements Attribute {}

  /**
   * An attribute whose value is one of a list of options.
   *
   * @param ids the ids of the options by their labels
   * @param labels the labels by the texts that may name an option in a request: labels and ids
   */
  record Choice(String name, Map<String, String> ids, Map<String, String> labels)
      implements Attribute {

    /** Creates an attribute whose option ids depend only on the names. */
    static Choice of(String type, String name, Set<String> options) {
      Map<String, String> ids = new LinkedHashMap<>();
      Map<String, String> labels = new HashMap<>();
      for (String label : options) {
        String seed = String.join("\n", type, name, label);
        String id = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
        ids.put(label, id);
        labels.put(id, label);
      }
      // A label that equals the id of another option still means its own option.
      options.forEach(label -> labels.put(label, label));
      return new Choice(name, Collections.unmodifiableMap(ids), Map.copyOf(labels));
    }
  }

  /** An attribute that holds the ids of other objects. */
  record Reference(String name, String target, Cardinality cardinality) implements Attribute {}
}
