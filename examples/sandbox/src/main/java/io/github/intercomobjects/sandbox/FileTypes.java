package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Reference;
import io.github.intercomobjects.sandbox.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A reader of the object types of a workspace file, and the references to them. */
final class FileTypes {
  private static final String KINDS =
      "text, integer, decimal, boolean, date, a list of options such as [\"DHL\", \"UPS\"],"
          + " {\"to_one\": \"contact\"} or {\"to_many\": \"contact\"}";
  static final String TO_ONE = "to_one";
  static final String TO_MANY = "to_many";

  private final Definition definition;
  private final Set<String> types;

  /**
   * @param types the names of all object types of the file, since each may refer to any
   */
  FileTypes(Definition definition, Set<String> types) {
    this.definition = definition;
    this.types = types;
  }

  /** Reads an object type. */
  void objectType(String name, JsonValue value) {
    value.attempt(
        () -> {
          ObjectTypeDefinition.Builder type = ObjectTypeDefinition.builder(name);
          value.forEachMember((attribute, kind) -> attribute(type, attribute, kind));
          definition.objectType(type.build());
        });
  }

  /** Returns a function that reads a relationship attribute of contacts or conversations. */
  BiConsumer<String, JsonValue> relationship(Consumer<Reference> use) {
    return (name, value) -> {
      if (value.isObject()) {
        reference(
            value,
            types,
            (target, cardinality) -> use.accept(new Reference(name, target, cardinality)));
      } else {
        value.problem("must be {\"to_one\": \"…\"} or {\"to_many\": \"…\"} with an object type");
      }
    };
  }

  private void attribute(ObjectTypeDefinition.Builder type, String name, JsonValue value) {
    if (value.isText()) {
      value.asText(kind -> plain(type, name, kind));
    } else if (value.isList()) {
      value.asTexts(options -> type.list(name, options.toArray(new String[0])));
    } else if (value.isObject()) {
      Set<String> targets = new TreeSet<>(types);
      targets.add(Attribute.CONTACT);
      targets.add(Attribute.CONVERSATION);
      reference(
          value,
          targets,
          (target, cardinality) -> {
            if (cardinality == Cardinality.ONE) {
              type.referenceToOne(name, target);
            } else {
              type.referenceToMany(name, target);
            }
          });
    } else {
      value.problem("is not a kind of attribute; use " + KINDS);
    }
  }

  private static void plain(ObjectTypeDefinition.Builder type, String name, String kind) {
    switch (kind) {
      case "text" -> type.text(name);
      case "integer" -> type.integer(name);
      case "decimal" -> type.decimal(name);
      case "boolean" -> type.bool(name);
      case "date" -> type.date(name);
      default ->
          throw new IllegalArgumentException(
              "'" + kind + "' is not a kind of attribute; use " + KINDS);
    }
  }

  private static void reference(
      JsonValue value, Set<String> targets, BiConsumer<String, Cardinality> use) {
    value.asObject(
        List.of(TO_ONE, TO_MANY),
        List.of(),
        reference -> {
          if (reference.has(TO_ONE) == reference.has(TO_MANY)) {
            reference.problem("needs one of the keys to_one and to_many");
            return;
          }
          Cardinality cardinality = reference.has(TO_ONE) ? Cardinality.ONE : Cardinality.MANY;
          reference.with(
              cardinality == Cardinality.ONE ? TO_ONE : TO_MANY,
              target ->
                  target.asText(
                      name -> {
                        if (!targets.contains(name)) {
                          throw new IllegalArgumentException(
                              "'"
                                  + name
                                  + "' is not defined; use one of "
                                  + String.join(", ", targets));
                        }
                        use.accept(name, cardinality);
                      }));
        });
  }
}
