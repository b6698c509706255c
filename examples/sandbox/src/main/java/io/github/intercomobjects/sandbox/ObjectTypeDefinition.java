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
 * A custom object type and its attributes, as somebody would make it in Intercom's settings.
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
 * <p>Every type also has {@code external_id}, {@code external_created_at} and {@code
 * external_updated_at}, which stand beside the attributes and are not declared. Instances are
 * immutable and thread-safe.
 */
public final class ObjectTypeDefinition {
  private final String name;
  private final Map<String, Attribute> attributes;

  private ObjectTypeDefinition(String name, Map<String, Attribute> attributes) {
    this.name = name;
    this.attributes = attributes;
  }

  /**
   * Begins the definition of a type.
   *
   * @param name the identifier of the type as it stands in addresses, such as {@code Order}; case
   *     counts
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The identifier of the type. */
  public String getName() {
    return name;
  }

  /**
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

  /** The attributes in the order of their declaration. */
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
   * Collects the attributes of a type. A name that is blank, padded with blanks or declared before
   * is refused with an {@link IllegalArgumentException}. Not thread-safe.
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

    /** An attribute that holds text. */
    public Builder text(String attribute) {
      return add(new Plain(attribute, Kind.TEXT));
    }

    /** An attribute that holds a whole number, of any size. */
    public Builder integer(String attribute) {
      return add(new Plain(attribute, Kind.INTEGER));
    }

    /** An attribute that holds a number, kept digit for digit. */
    public Builder decimal(String attribute) {
      return add(new Plain(attribute, Kind.DECIMAL));
    }

    /** An attribute that holds true or false. */
    public Builder bool(String attribute) {
      return add(new Plain(attribute, Kind.BOOLEAN));
    }

    /** An attribute that holds a time: unix seconds or ISO 8601 text in, unix seconds out. */
    public Builder date(String attribute) {
      return add(new Plain(attribute, Kind.DATE));
    }

    /**
     * An attribute that holds one of some options.
     *
     * <p>A request names an option by its label or by its id, see {@link Workspace#getOptionId}.
     * The answer has the label.
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
     * An attribute that refers to at most one other object, written as a bare id.
     *
     * @param target {@code contact}, {@code conversation} or the name of an object type
     */
    public Builder referenceToOne(String attribute, String target) {
      return add(reference(attribute, target, Cardinality.ONE));
    }

    /**
     * An attribute that refers to any number of other objects, written as a list of ids.
     *
     * @param target {@code contact}, {@code conversation} or the name of an object type
     */
    public Builder referenceToMany(String attribute, String target) {
      return add(reference(attribute, target, Cardinality.MANY));
    }

    /** The type with the attributes so far; more may be added for another. */
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
            "The attribute '" + attribute.name() + "' of " + name + " is declared twice");
      }
      return this;
    }
  }
}
