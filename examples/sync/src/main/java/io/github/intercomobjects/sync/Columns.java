package io.github.intercomobjects.sync;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns that a file has, checked against those that the command line names. */
final class Columns {
  /** What every type has beside its attributes. */
  private static final Set<String> NOT_ATTRIBUTES =
      Set.of("external_id", "external_created_at", "external_updated_at");

  private final List<String> header;
  private final int key;
  private final int contact;
  private final int createdAt;
  private final List<Attribute> attributes;

  private Columns(
      List<String> header, int key, int contact, int createdAt, List<Attribute> attributes) {
    this.header = List.copyOf(header);
    this.key = key;
    this.contact = contact;
    this.createdAt = createdAt;
    this.attributes = List.copyOf(attributes);
  }

  /** A column whose cells become values of the attribute with its name. */
  record Attribute(int index, String name, ColumnType type) {}

  static Columns of(String file, List<String> header, Mapping mapping) throws CannotRunException {
    Set<String> names = new HashSet<>();
    for (String name : header) {
      if (name.isBlank()) {
        throw new CannotRunException(
            file + " has a column without a name: " + header + "; name it, or delete it");
      }
      if (!names.add(name)) {
        throw new CannotRunException(
            file + " has two columns \"" + name + "\": " + header + "; rename or delete one");
      }
    }
    requireNamed(file, header, "--key", mapping.key());
    requireNamed(file, header, "--contact", mapping.contact());
    requireNamed(file, header, "--created-at", mapping.createdAt());
    for (Map.Entry<String, ColumnType> typed : mapping.types().entrySet()) {
      requireNamed(
          file, header, "--" + typed.getValue().name().toLowerCase(Locale.ROOT), typed.getKey());
    }
    for (String name : mapping.ignored()) {
      requireNamed(file, header, "--ignore", name);
    }
    Set<String> special = new LinkedHashSet<>(mapping.ignored());
    for (String name : new String[] {mapping.key(), mapping.contact(), mapping.createdAt()}) {
      if (name != null && !special.add(name)) {
        throw new CannotRunException(
            "column \"" + name + "\" is given two roles; each column has one");
      }
      if (name != null && mapping.types().containsKey(name)) {
        throw new CannotRunException(
            "column \"" + name + "\" is no attribute, so it takes no type; leave its type out");
      }
    }
    return new Columns(
        header,
        header.indexOf(mapping.key()),
        header.indexOf(String.valueOf(mapping.contact())),
        header.indexOf(String.valueOf(mapping.createdAt())),
        attributes(header, mapping, special));
  }

  private static List<Attribute> attributes(
      List<String> header, Mapping mapping, Set<String> special) throws CannotRunException {
    List<Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (special.contains(name)) {
        continue;
      }
      if (NOT_ATTRIBUTES.contains(name)) {
        throw new CannotRunException(
            "\""
                + name
                + "\" is no attribute in Intercom but stands beside them; name its column with --key"
                + " or --created-at, or leave it out with --ignore "
                + name);
      }
      if (mapping.contact() != null
          && !mapping.link().onContact()
          && mapping.link().attribute().equals(name)) {
        throw new CannotRunException(
            "\""
                + name
                + "\" is a column and the reference attribute that links to the contact; give the"
                + " other one with --reference, or leave the column out with --ignore "
                + name);
      }
      attributes.add(new Attribute(i, name, mapping.types().getOrDefault(name, ColumnType.TEXT)));
    }
    return attributes;
  }

  private static void requireNamed(
      String file, List<String> header, String option, @Nullable String name)
      throws CannotRunException {
    if (name != null && !header.contains(name)) {
      throw new CannotRunException(
          file
              + " has no column \""
              + name
              + "\"; its columns are "
              + header
              + ". Give one of them with "
              + option
              + (header.size() == 1 ? ", or say with --separator what separates them" : ""));
    }
  }

  List<String> header() {
    return header;
  }

  String keyName() {
    return header.get(key);
  }

  List<Attribute> attributes() {
    return attributes;
  }

  boolean hasCreatedAt() {
    return createdAt >= 0;
  }

  String createdAtName() {
    return header.get(createdAt);
  }

  /** The cell with the key; null where it is blank or missing. */
  @Nullable String keyIn(CsvRecord record) {
    return cell(record, key);
  }

  /** The cell with the contact's external id; null where it is blank or missing. */
  @Nullable String contactIn(CsvRecord record) {
    return cell(record, contact);
  }

  /** The cell with the time of making; null where it is blank or missing. */
  @Nullable String createdAtIn(CsvRecord record) {
    return cell(record, createdAt);
  }

  private static @Nullable String cell(CsvRecord record, int index) {
    if (index < 0 || index >= record.getFieldCount()) {
      return null;
    }
    String cell = record.getField(index);
    return cell.isBlank() ? null : cell;
  }
}
