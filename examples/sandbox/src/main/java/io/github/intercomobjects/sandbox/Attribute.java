package io.github.intercomobjects.sandbox;

import java.util.List;

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

  /** One of a list of options. */
  record Choice(String name, List<String> options) implements Attribute {}

  /** The ids of other objects. */
  record Reference(String name, String target, Cardinality cardinality) implements Attribute {}
}
