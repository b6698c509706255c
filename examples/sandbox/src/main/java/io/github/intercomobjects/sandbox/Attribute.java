package io.github.intercomobjects.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One declared attribute of an object type, or one relationship of contacts or conversations. */
sealed interface Attribute {
  /** The target of a reference to contacts. */
  String CONTACT = "contact";

  /** The target of a reference to conversations. */
  String CONVERSATION = "conversation";

  String name();

  /** What a plain attribute holds. */
  enum Kind {
    TEXT("a string"),
    INTEGER("a whole number"),
    DECIMAL("a number"),
    BOOLEAN("true or false"),
    DATE("unix seconds or an ISO 8601 text");

    private final String inWords;

    Kind(String inWords) {
      this.inWords = inWords;
    }

    String inWords() {
      return inWords;
    }
  }

  /** A value of a simple type. */
  record Plain(String name, Kind kind) implements Attribute {}

  /**
   * One of a list of options.
   *
   * @param ids the ids of the options by their labels
   * @param labels the labels by whatever a request may name an option by: label or id
   */
  record Choice(String name, Map<String, String> ids, Map<String, String> labels)
      implements Attribute {

    /** With ids that are the same whenever the same attribute of the same type is defined. */
    static Choice of(String type, String name, Set<String> options) {
      Map<String, String> ids = new LinkedHashMap<>();
      Map<String, String> labels = new HashMap<>();
      for (String label : options) {
        String seed = String.join("\n", type, name, label);
        String id = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
        ids.put(label, id);
        labels.put(id, label);
      }
      // A label that reads like the id of another option is still a label.
      options.forEach(label -> labels.put(label, label));
      return new Choice(name, Collections.unmodifiableMap(ids), Map.copyOf(labels));
    }
  }

  /** The ids of other objects. */
  record Reference(String name, String target, Cardinality cardinality) implements Attribute {}
}
