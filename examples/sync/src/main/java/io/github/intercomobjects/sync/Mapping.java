package io.github.intercomobjects.sync;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which column is what, as the command line and the mapping file have it. Immutable. */
final class Mapping {
  static final String DEFAULT_REFERENCE = "customer";

  private static final Link DEFAULT_LINK = new Link(false, DEFAULT_REFERENCE, "--reference");

  private final String type;
  private final Named key;
  private final @Nullable Timed createdAt;
  private final @Nullable Timed updatedAt;
  private final @Nullable Named contact;
  private final ContactKey.By contactBy;
  private final Link link;
  private final @Nullable List<Attribute> attributes;
  private final Map<String, Typed> types;
  private final List<Named> ignored;
  private final @Nullable ZoneId zone;

  private Mapping(Builder builder) {
    this.type = builder.type;
    this.key = Objects.requireNonNull(builder.key);
    this.createdAt = builder.createdAt;
    this.updatedAt = builder.updatedAt;
    this.contact = builder.contact;
    this.contactBy = builder.contactBy;
    this.link = builder.link == null ? DEFAULT_LINK : builder.link;
    this.attributes = builder.attributes == null ? null : List.copyOf(builder.attributes);
    this.types = Map.copyOf(builder.types);
    this.ignored = List.copyOf(builder.ignored);
    this.zone = builder.zone;
  }

  /**
   * A column, and where it is named.
   *
   * @param said the option or the place in the mapping file
   */
  record Named(String column, String said) {}

  /**
   * A column with times.
   *
   * @param pattern how they are written; null for ISO 8601
   */
  record Timed(Named column, @Nullable String pattern) {}

  /**
   * The type of a column.
   *
   * @param pattern how times are written; null for ISO 8601
   * @param said the option or the place in the mapping file
   */
  record Typed(ColumnType type, @Nullable String pattern, String said) {}

  /**
   * An attribute with its column.
   *
   * @param typed null where its column's own type will do
   */
  record Attribute(String name, Named column, @Nullable Typed typed) {}

  /**
   * How objects and contacts are linked.
   *
   * @param onContact whether {@code attribute} is one of the contact, or of the object
   * @param said the option or the place in the mapping file
   */
  record Link(boolean onContact, String attribute, String said) {}

  /** The identifier of the custom object type. */
  String type() {
    return type;
  }

  /** The column with the external id. */
  Named key() {
    return key;
  }

  /** The column with the time at which the record was made. */
  @Nullable Timed createdAt() {
    return createdAt;
  }

  /** The column with the time at which the record was changed last. */
  @Nullable Timed updatedAt() {
    return updatedAt;
  }

  /** The column with what its contact is found by. */
  @Nullable Named contact() {
    return contact;
  }

  /** What contacts are found by; counts only with a contact column. */
  ContactKey.By contactBy() {
    return contactBy;
  }

  /** How an object is linked to its contact; counts only with a contact column. */
  Link link() {
    return link;
  }

  /** The attributes; null where every column that has no other role is one, with its own name. */
  @Nullable List<Attribute> attributes() {
    return attributes;
  }

  /** The types of columns; they win over those of {@link #attributes}. */
  Map<String, Typed> types() {
    return types;
  }

  /** Columns that are not sent. */
  List<Named> ignored() {
    return ignored;
  }

  /** Of times that are written without their offset. */
  @Nullable ZoneId zone() {
    return zone;
  }

  /** Collects a mapping; what is set last wins. Not thread-safe. */
  static final class Builder {
    String type = "Order";
    @Nullable Named key;
    @Nullable Timed createdAt;
    @Nullable Timed updatedAt;
    @Nullable Named contact;
    ContactKey.By contactBy = ContactKey.By.EXTERNAL_ID;
    @Nullable Link link;
    @Nullable List<Attribute> attributes;
    final Map<String, Typed> types = new LinkedHashMap<>();
    final List<Named> ignored = new ArrayList<>();
    @Nullable ZoneId zone;

    /**
     * @throws CannotRunException if it does not say enough, or contradicts itself
     */
    Mapping build() throws CannotRunException {
      if (key == null) {
        throw new CannotRunException(
            "no column is the key; name the one with each object's external id with --key, or"
                + " under \"key\" in a mapping file");
      }
      if (contact == null && link != null) {
        throw new CannotRunException(
            link.said()
                + " "
                + link.attribute()
                + " needs to know the contacts; give their column with --contact");
      }
      return new Mapping(this);
    }
  }
}
