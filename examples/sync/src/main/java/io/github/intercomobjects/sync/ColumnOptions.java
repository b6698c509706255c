package io.github.intercomobjects.sync;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which column is what. */
@SuppressWarnings("NullAway.Init") // Options are set before they are read.
final class ColumnOptions {
  private static final String DEFAULT_REFERENCE = "customer";

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      required = true,
      description = "The column with each object's external id.")
  private String key;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "Order",
      description = "The identifier of the custom object type. Default: ${DEFAULT-VALUE}")
  private String type;

  @Option(
      names = "--contact",
      paramLabel = "COLUMN",
      description =
          "The column with the external id of the contact to link to. A row whose contact does not"
              + " exist fails; an empty cell links to none.")
  private @Nullable String contact;

  @Option(
      names = "--reference",
      paramLabel = "ATTRIBUTE",
      description =
          "Link by this attribute of the object, a reference to one contact. The link needs no call"
              + " of its own. Default: "
              + DEFAULT_REFERENCE)
  private @Nullable String reference;

  @Option(
      names = "--link-contact-attribute",
      paramLabel = "ATTRIBUTE",
      description =
          "Link by this attribute of the contact instead, for types without a reference: one call"
              + " per contact, which replaces all its links, so the file must have all objects of"
              + " the contacts it names. A contact of which a row fails is left as it is.")
  private @Nullable String contactAttribute;

  @Option(
      names = "--created-at",
      paramLabel = "COLUMN",
      description = "The column with the time at which the record was made.")
  private @Nullable String createdAt;

  @Option(
      names = "--updated-at",
      paramLabel = "COLUMN",
      description = "The column with the time at which the record was changed last.")
  private @Nullable String updatedAt;

  @Option(
      names = "--decimal",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns with numbers such as 12.50. Columns of no other type hold text.")
  private List<String> decimals = List.of();

  @Option(
      names = "--number",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns with whole numbers.")
  private List<String> numbers = List.of();

  @Option(
      names = "--boolean",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns with true or false.")
  private List<String> booleans = List.of();

  @Option(
      names = "--date",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns with dates (2026-01-31) or times (2026-01-31T09:30:00Z).")
  private List<String> dates = List.of();

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns that are not sent.")
  private List<String> ignored = List.of();

  /**
   * What the options say.
   *
   * @throws CannotRunException if they contradict each other
   */
  Mapping mapping() throws CannotRunException {
    requireOneWayToLink();
    Mapping.Builder mapping = new Mapping.Builder();
    mapping.type = type;
    mapping.key = new Mapping.Named(key, "--key");
    mapping.contact = named(contact, "--contact");
    mapping.createdAt = named(createdAt, "--created-at");
    mapping.updatedAt = named(updatedAt, "--updated-at");
    if (contactAttribute != null) {
      mapping.link = new Mapping.Link(true, contactAttribute);
    } else if (reference != null) {
      mapping.link = new Mapping.Link(false, reference);
    }
    put(mapping, decimals, ColumnType.DECIMAL);
    put(mapping, numbers, ColumnType.NUMBER);
    put(mapping, booleans, ColumnType.BOOLEAN);
    put(mapping, dates, ColumnType.DATE);
    for (String name : ignored) {
      if (mapping.types.containsKey(name)) {
        throw new CannotRunException(
            "column \"" + name + "\" is ignored, so it takes no type; leave one of the two out");
      }
      mapping.ignored.add(new Mapping.Named(name, "--ignore"));
    }
    return mapping.build();
  }

  private static Mapping.@Nullable Named named(@Nullable String column, String option) {
    return column == null ? null : new Mapping.Named(column, option);
  }

  private static void put(Mapping.Builder mapping, List<String> columns, ColumnType type)
      throws CannotRunException {
    for (String column : columns) {
      String option = "--" + type.label();
      Mapping.Typed other = mapping.types.put(column, new Mapping.Typed(type, null, option));
      if (other != null) {
        throw new CannotRunException(
            "column \""
                + column
                + "\" is given two types, "
                + other.said()
                + " and "
                + option
                + "; give one");
      }
    }
  }

  private void requireOneWayToLink() throws CannotRunException {
    if (reference != null && contactAttribute != null) {
      throw new CannotRunException(
          "--reference "
              + reference
              + " and --link-contact-attribute "
              + contactAttribute
              + " both say how to link; give one");
    }
    if (contact == null && (reference != null || contactAttribute != null)) {
      throw new CannotRunException(
          (reference != null
                  ? "--reference " + reference
                  : "--link-contact-attribute " + contactAttribute)
              + " needs to know the contacts; give their column with --contact");
    }
  }
}
