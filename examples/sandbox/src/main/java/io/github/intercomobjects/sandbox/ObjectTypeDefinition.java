package io.github.intercomobjects.sandbox;

import io.github.intercomobjects.sandbox.Attribute.Choice;
import io.github.intercomobjects.sandbox.Attribute.Kind;
import io.github.intercomobjects.sandbox.Attribute.Plain;
import io.github.intercomobjects.sandbox.Attribute.Reference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A custom object type and its attributes, as defined in Intercom's settings.
 *
 * <pre>{@code
 * ObjectTypeDefinition order =
 *     ObjectTypeDefinition.builder("Order")
 *         .text("status")
 *         .decimal("total_amount")
 *         .list("carrier", "DHL", "UPS")
 *         .date("placed_at")
 *         .referenceToOne("customer", "contact")
 *         .build();
 * }</pre>
 *
 * <p>Every type also has the fields {@code external_id}, {@code external_created_at} and {@code
 * external_updated_at}, which are not attributes and need no definition. Immutable.
 */
public final class ObjectTypeDefinition {
  private final String name;
  private final Map<String, Attribute> attributes;

  private ObjectTypeDefinition(String name, Map<String, Attribute> attributes) {
    this.name = name;
    this.attributes = attributes;
  }

  /**
   * Returns a builder of a type.
   *
   * @param name the case-sensitive identifier of the type in URLs, such as {@code Order}
   * @throws IllegalArgumentException if it is blank, padded with blanks, {@code contact} or {@code
   *     conversation}
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Returns the identifier of the type. */
  public String getName() {
    return name;
  }

  /**
   * Returns the id of an option of a list attribute.
   *
   * @throws IllegalArgumentException if there is no such attribute or option
   */
  String optionId(String attributeName, String option) {
    if (!(attributes.get(attributeName) instanceof Choice choice)) {
      throw new IllegalArgumentException(
          name + " has no list attribute '" + attributeName + "'; it has " + attributes.keySet());
    }
    String id = choice.ids().get(option);
    if (id == null) {
      throw new IllegalArgumentException(
          "The list attribute '"
              + attributeName
              + "' has no option '"
              + option
              + "'; it has "
              + choice.ids().keySet());
    }
    return id;
  }

  /** Returns the attributes in the order of their definition. */
  Map<String, Attribute> attributes() {
    return attributes;
  }

  @Nullable Attribute attribute(String attributeName) {
    return attributes.get(attributeName);
  }

  @Override
  public String toString() {
    return "ObjectTypeDefinition{name=" + name + ", attributes=" + attributes.keySet() + "}";
  }

  /**
   * A builder of object types. Every method throws an {@link IllegalArgumentException} if a name is
   * blank, padded with blanks or already defined. Not thread-safe.
   */
  public static final class Builder {
    private final String name;
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();

    private Builder(String name) {
      this.name = Arguments.name("The name of an object type", name);
      if (name.equals(Attribute.CONTACT) || name.equals(Attribute.CONVERSATION)) {
        throw new IllegalArgumentException(
            "An object type cannot be named '" + name + "': references use that name already");
      }
    }

    /** Adds an attribute that holds text. */
    public Builder text(String attribute) {
      return add(new Plain(attribute, Kind.TEXT));
    }

    /** Adds an attribute that holds a whole number of any size. */
    public Builder integer(String attribute) {
      return add(new Plain(attribute, Kind.INTEGER));
    }

    /** Adds an attribute that holds a number, with all its digits. */
    public Builder decimal(String attribute) {
      return add(new Plain(attribute, Kind.DECIMAL));
    }

    /** Adds an attribute that holds true or false. */
    public Builder bool(String attribute) {
      return add(new Plain(attribute, Kind.BOOLEAN));
    }

    /**
     * Adds an attribute that holds a time. Requests send unix seconds or ISO 8601 text; responses
     * have unix seconds.
     */
    public Builder date(String attribute) {
      return add(new Plain(attribute, Kind.DATE));
    }

    /**
     * Adds a list attribute, which holds one of its options.
     *
     * <p>A request names an option by its label or its id, see {@link Workspace#getOptionId}. The
     * response has the label.
     *
     * @param options the labels, at least one
     */
    public Builder list(String attribute, String... options) {
      if (options.length == 0) {
        throw new IllegalArgumentException(
            "The list attribute '" + attribute + "' needs at least one option");
      }
      Set<String> labels = new LinkedHashSet<>();
      for (String option : options) {
        if (!labels.add(Arguments.name("An option of '" + attribute + "'", option))) {
          throw new IllegalArgumentException(
              "The list attribute '" + attribute + "' has the option '" + option + "' twice");
        }
      }
      return add(Choice.of(name, attribute, labels));
    }

    /**
     * Adds an attribute that refers to at most one other object, written as a bare id.
     *
     * @param target {@code contact}, {@code conversation} or the name of an object type
     */
    public Builder referenceToOne(String attribute, String target) {
      return add(reference(attribute, target, Cardinality.ONE));
    }

    /**
     * Adds an attribute that refers to any number of other objects, written as a list of ids.
     *
     * @param target {@code contact}, {@code conversation} or the name of an object type
     */
    public Builder referenceToMany(String attribute, String target) {
      return add(reference(attribute, target, Cardinality.MANY));
    }

    /** Creates a type with the attributes added so far. The builder can be used again. */
    public ObjectTypeDefinition build() {
      return new ObjectTypeDefinition(
          name, Collections.unmodifiableMap(new LinkedHashMap<>(attributes)));
    }

    private static Reference reference(String attribute, String target, Cardinality cardinality) {
      return new Reference(
          attribute, Arguments.name("The target of '" + attribute + "'", target), cardinality);
    }

    private Builder add(Attribute attribute) {
      Arguments.name("The name of an attribute of " + name, attribute.name());
      if (attributes.putIfAbsent(attribute.name(), attribute) != null) {
        throw new IllegalArgumentException(
            "The attribute '" + attribute.name() + "' of " + name + " is defined twice");
      }
      return this;
    }
  }
}
