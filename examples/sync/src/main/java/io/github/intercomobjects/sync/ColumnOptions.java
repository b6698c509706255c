package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which column is what. */
@SuppressWarnings("NullAway.Init") // Options are set before they are read.
final class ColumnOptions {
  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "A JSON file that says the same as the options here, and more: names of attributes other"
              + " than their columns', and how dates are written. An option wins over it.")
  private @Nullable Path mappingPath;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description = "The column with each object's external id.")
  private @Nullable String key;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The identifier of the custom object type. Default: Order")
  private @Nullable String type;

  @Option(
      names = "--contact",
      paramLabel = "COLUMN",
      description =
          "The column with the external id of the contact to link to. A row whose contact does not"
              + " exist fails; an empty cell links to none.")
  private @Nullable String contact;

  @Option(
      names = "--contact-by",
      paramLabel = "WAY",
      description =
          "What that column has instead of the external id: ${COMPLETION-CANDIDATES}. An e-mail"
              + " that two contacts have fails its rows. Default: external_id")
  private ContactKey.@Nullable By contactBy;

  @Option(
      names = "--reference",
      paramLabel = "ATTRIBUTE",
      description =
          "Link by this attribute of the object, a reference to one contact. The link needs no call"
              + " of its own. Default: "
              + Mapping.DEFAULT_REFERENCE)
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
      names = "--datetime",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns with times; a date is the beginning of its day.")
  private List<String> datetimes = List.of();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The time zone of times without their offset, such as Europe/Berlin.")
  private @Nullable ZoneId zone;

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns that are not sent.")
  private List<String> ignored = List.of();

  /** The mapping file, if there is one; null if not. */
  @Nullable MappingFile file() throws CannotRunException {
    return mappingPath == null ? null : MappingFile.read(mappingPath);
  }

  /**
   * What the options and the file say.
   *
   * @param file as {@link #file()} has read it
   * @throws CannotRunException if they contradict each other
   */
  Mapping mapping(@Nullable MappingFile file) throws CannotRunException {
    Mapping.Builder mapping = file == null ? new Mapping.Builder() : file.mapping();
    if (type != null) {
      mapping.type = type;
    }
    mapping.key = or(named(key, "--key"), mapping.key);
    mapping.contact = or(named(contact, "--contact"), mapping.contact);
    if (contactBy != null) {
      mapping.contactBy = contactBy;
    }
    mapping.createdAt = or(timed(createdAt, "--created-at"), mapping.createdAt);
    mapping.updatedAt = or(timed(updatedAt, "--updated-at"), mapping.updatedAt);
    mapping.zone = or(zone, mapping.zone);
    mapping.link = or(link(), mapping.link);
    put(mapping, decimals, ColumnType.DECIMAL);
    put(mapping, numbers, ColumnType.NUMBER);
    put(mapping, booleans, ColumnType.BOOLEAN);
    put(mapping, dates, ColumnType.DATE);
    put(mapping, datetimes, ColumnType.DATETIME);
    for (String name : ignored) {
      if (mapping.types.containsKey(name)) {
        throw new CannotRunException(
            "column \"" + name + "\" is ignored, so it takes no type; leave one of the two out");
      }
      mapping.ignored.add(new Mapping.Named(name, "--ignore"));
    }
    return mapping.build();
  }

  private Mapping.@Nullable Link link() throws CannotRunException {
    if (reference != null && contactAttribute != null) {
      throw new CannotRunException(
          "--reference "
              + reference
              + " and --link-contact-attribute "
              + contactAttribute
              + " both say how to link; give one");
    }
    return reference != null
        ? new Mapping.Link(false, reference, "--reference")
        : contactAttribute == null
            ? null
            : new Mapping.Link(true, contactAttribute, "--link-contact-attribute");
  }

  private static <T> @Nullable T or(@Nullable T option, @Nullable T inFile) {
    return option == null ? inFile : option;
  }

  private static Mapping.@Nullable Timed timed(@Nullable String column, String option) {
    return column == null ? null : new Mapping.Timed(new Mapping.Named(column, option), null);
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
}
