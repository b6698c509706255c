package io.github.intercomobjects.sync;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The roles of columns, from the command line and the mapping file. Immutable. */
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
  private final CellSettings cells;

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
    this.cells = builder.cells();
  }

  /**
   * A column that the mapping names.
   *
   * @param origin the option or the location in the mapping file, for messages
   */
  record Named(String column, String origin) {
    Named {
      // The names of a file's columns have none around them either.
      column = Blanks.strip(column);
    }

    /** Returns a text for {@link #fingerprint}, without the origin. */
    @Override
    public String toString() {
      return column;
    }
  }

  /**
   * A column with times.
   *
   * @param format the format of the times; null for ISO 8601
   */
  record Timed(Named column, @Nullable String format) {}

  /**
   * The type of a column.
   *
   * @param format the format of the cells; null for the default
   * @param origin the option or the location in the mapping file, for messages
   */
  record Typed(ColumnType type, @Nullable String format, String origin) {
    /** Returns a text for {@link #fingerprint}, without the origin. */
    @Override
    public String toString() {
      return type + ":" + format;
    }
  }

  /**
   * An attribute with its column.
   *
   * @param typed the type of the column; null for the type that the source reports
   */
  record Attribute(String name, Named column, @Nullable Typed typed) {}

  /**
   * The attribute that links objects and contacts.
   *
   * @param onContact true if {@code attribute} is one of the contact, false if it is one of the
   *     object
   * @param origin the option or the location in the mapping file, for messages
   */
  record Link(boolean onContact, String attribute, String origin) {
    /** Returns a text for {@link #fingerprint}, without the origin. */
    @Override
    public String toString() {
      return onContact + ":" + attribute;
    }
  }

  /** Returns the identifier of the custom object type. */
  String type() {
    return type;
  }

  /** Returns the column with the external id. */
  Named key() {
    return key;
  }

  /** Returns the column with the time at which the record was created; null if there is none. */
  @Nullable Timed createdAt() {
    return createdAt;
  }

  /** Returns the column with the time at which the record was last changed; null for none. */
  @Nullable Timed updatedAt() {
    return updatedAt;
  }

  /** Returns the column that names contacts; null if there is none. */
  @Nullable Named contact() {
    return contact;
  }

  /** Returns the field by which contacts are found; used only with a contact column. */
  ContactKey.By contactBy() {
    return contactBy;
  }

  /** Returns the link between objects and contacts; used only with a contact column. */
  Link link() {
    return link;
  }

  /**
   * Returns the attributes; null if each column without another role is an attribute of its name.
   */
  @Nullable List<Attribute> attributes() {
    return attributes;
  }

  /** Returns the types of columns, which override those of {@link #attributes}. */
  Map<String, Typed> types() {
    return types;
  }

  /** Returns the columns that are not sent. */
  List<Named> ignored() {
    return ignored;
  }

  /** Returns the settings for the cells of all columns. */
  CellSettings cells() {
    return cells;
  }

  /**
   * Returns a text that differs for any other mapping, wherever it was read from, and has no order
   * that another JVM changes.
   */
  String fingerprint() {
    List<?> links = Arrays.asList(contact, contactBy, link, createdAt, updatedAt, key, type);
    List<?> columns = Arrays.asList(attributes, new TreeMap<>(types), ignored);
    List<?> texts = Arrays.asList(cells.zone(), cells.numbers(), cells.booleans());
    List<?> nulls = Arrays.asList(new TreeSet<>(cells.nulls()), cells.keepsBlanks());
    String all = List.of(links, columns, texts, nulls).toString();
    return Integer.toHexString(all.hashCode());
  }

  /** A builder of mappings. Not thread-safe. */
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
    @Nullable String numbers;
    @Nullable String booleans;
    final Set<String> nulls = new LinkedHashSet<>();
    boolean keepsBlanks;

    /** Returns the settings for the cells of all columns. */
    CellSettings cells() {
      return new CellSettings(zone, numbers, booleans, Set.copyOf(nulls), keepsBlanks);
    }

    /**
     * Adds a text that means an empty cell.
     *
     * @throws IllegalArgumentException if it is blank
     */
    void addNull(String text) {
      if (Blanks.isBlank(text)) {
        throw new IllegalArgumentException("must not be blank; a blank cell is always empty");
      }
      nulls.add(Blanks.strip(text));
    }

    /**
     * Builds the mapping.
     *
     * @throws CannotRunException if the key is missing, or the link has no contact column
     */
    Mapping build() throws CannotRunException {
      if (key == null) {
        throw new CannotRunException(
            "the key column is missing; name the column with the external ids with --key, or with"
                + " \"key\" in a mapping file");
      }
      if (contact == null && link != null) {
        throw new CannotRunException(
            link.origin()
                + " "
                + link.attribute()
                + " needs a contact column; name it with --contact");
      }
      return new Mapping(this);
    }
  }
}
