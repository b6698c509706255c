package io.github.intercomobjects.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The comparison of the columns of a source with a mapping. An instance is used once. */
final class ColumnsCheck {
  /** The fields of every object that are not attributes. */
  private static final Set<String> NOT_ATTRIBUTES =
      Set.of("external_id", "external_created_at", "external_updated_at");

  private final String source;
  private final boolean isFile;
  private final List<String> header;
  private final List<ColumnType> types;
  private final Mapping mapping;
  private final Set<String> problems = new LinkedHashSet<>();

  /**
   * Creates a check.
   *
   * @param isFile whether the source is a file, whose cells have separators
   */
  ColumnsCheck(
      String source, boolean isFile, List<String> header, List<ColumnType> types, Mapping mapping) {
    this.source = source;
    this.isFile = isFile;
    this.header = header;
    this.types = types;
    this.mapping = mapping;
  }

  /**
   * Returns the columns.
   *
   * @throws CannotRunException with all columns that do not fit the mapping
   */
  Columns columns() throws CannotRunException {
    requireNames();
    requireNoProblems();
    Set<String> special = special();
    mapping
        .types()
        .forEach(
            (column, typed) -> requireTypable(new Mapping.Named(column, typed.origin()), special));
    List<Columns.Attribute> attributes = attributes(special);
    requireNoProblems();
    return new Columns(
        header,
        index(mapping.key()),
        index(mapping.contact()),
        mapping.contactBy(),
        times(mapping.createdAt()),
        times(mapping.updatedAt()),
        attributes,
        mapping.cells());
  }

  /** Requires that the names are not damaged. Columns without a name are not sent. */
  private void requireNames() {
    if (!isFile) {
      return;
    }
    for (String name : header) {
      if (name.indexOf('\0') >= 0) {
        problems.add(
            source
                + " has a column \""
                + Printable.cell(name)
                + "\" with NUL characters; if it is UTF-16, give --encoding UTF-16, or else export it"
                + " again");
      } else if (SpreadsheetErrors.isError(name)
          && mapping.attributes() == null
          && !isIgnored(name)) {
        problems.add(
            source
                + (" has a column \""
                    + name
                    + "\", which is an error of a spreadsheet; correct it, or")
                + (" exclude the column with --ignore '" + name + "'"));
      }
    }
  }

  private boolean isIgnored(String column) {
    return mapping.ignored().stream().anyMatch(ignored -> ignored.column().equals(column));
  }

  /** Requires that a name which the mapping uses belongs to one column. */
  private void requireOne(String column, String otherwise) {
    if (header.indexOf(column) != header.lastIndexOf(column)) {
      problems.add(
          source
              + " has two columns \""
              + column
              + "\": "
              + header
              + "; rename or delete one"
              + otherwise);
    }
  }

  /** Returns the columns that are sent as attributes only if the mapping names them. */
  private Set<String> special() {
    Set<String> special = new HashSet<>();
    for (Mapping.Named ignored : mapping.ignored()) {
      requireColumn(ignored);
      special.add(ignored.column());
    }
    role(mapping.key(), special);
    role(mapping.contact(), special);
    role(column(mapping.createdAt()), special);
    role(column(mapping.updatedAt()), special);
    return special;
  }

  private void role(Mapping.@Nullable Named named, Set<String> special) {
    if (named == null) {
      return;
    }
    requireColumn(named);
    requireOne(named.column(), "");
    if (!special.add(named.column())) {
      problems.add("column \"" + named.column() + "\" has two roles; give it one");
    }
  }

  private void requireColumn(Mapping.Named named) {
    if (!header.contains(named.column())) {
      problems.add(
          source
              + " has no column \""
              + named.column()
              + "\"; its columns are "
              + header
              + ". Name one of them with "
              + named.origin()
              + (header.size() == 1 && isFile ? ", or set --separator" : ""));
    }
  }

  /** Requires that a column with a type is sent. */
  private void requireTypable(Mapping.Named typed, Set<String> special) {
    List<Mapping.Attribute> named = mapping.attributes();
    boolean sent =
        named == null
            ? !special.contains(typed.column())
            : named.stream().anyMatch(a -> a.column().column().equals(typed.column()));
    if (sent) {
      requireColumn(typed);
    } else {
      problems.add(
          "column \""
              + typed.column()
              + "\" is not sent as an attribute, so it cannot have a type; remove the type");
    }
  }

  private List<Columns.Attribute> attributes(Set<String> special) {
    List<Columns.Attribute> attributes = new ArrayList<>();
    List<Mapping.Attribute> named = mapping.attributes();
    if (named == null) {
      for (String column : header) {
        if (!column.isEmpty() && !special.contains(column) && !Columns.isOfReport(column)) {
          add(new Mapping.Attribute(column, new Mapping.Named(column, ""), null), attributes);
        }
      }
      return attributes;
    }
    for (Mapping.Attribute attribute : named) {
      String column = attribute.column().column();
      if (isIgnored(column)) {
        continue;
      }
      requireColumn(attribute.column());
      if (header.contains(column)) {
        add(attribute, attributes);
      }
    }
    return attributes;
  }

  private void add(Mapping.Attribute attribute, List<Columns.Attribute> attributes) {
    String name = attribute.name();
    if (NOT_ATTRIBUTES.contains(name)) {
      problems.add(
          "\""
              + name
              + "\" is not an attribute in Intercom, but a field of every object; name its column"
              + " with --key, --created-at or --updated-at, or exclude it with --ignore "
              + name);
      return;
    }
    if (mapping.contact() != null
        && !mapping.link().onContact()
        && mapping.link().attribute().equals(name)) {
      problems.add(
          "\""
              + name
              + "\" is both a column and the reference attribute that links to the contact; name"
              + " another attribute with --reference, or exclude the column with --ignore "
              + name);
      return;
    }
    String column = attribute.column().column();
    requireOne(column, ", or exclude both with --ignore '" + column + "'");
    int index = header.indexOf(column);
    Mapping.Typed typed = mapping.types().getOrDefault(column, attribute.typed());
    ColumnType type = typed == null ? types.get(index) : typed.type();
    String format = typed == null ? null : typed.format();
    try {
      attributes.add(
          new Columns.Attribute(index, name, ColumnFormat.of(type, format, mapping.cells())));
    } catch (IllegalArgumentException e) {
      problems.add("column \"" + column + "\": " + e.getMessage());
    }
  }

  private Columns.@Nullable Times times(Mapping.@Nullable Timed timed) {
    return timed == null
        ? null
        : new Columns.Times(
            index(timed.column()),
            ColumnFormat.of(ColumnType.DATETIME, timed.format(), mapping.cells()));
  }

  private static Mapping.@Nullable Named column(Mapping.@Nullable Timed timed) {
    return timed == null ? null : timed.column();
  }

  private int index(Mapping.@Nullable Named named) {
    return named == null ? -1 : header.indexOf(named.column());
  }

  private void requireNoProblems() throws CannotRunException {
    if (!problems.isEmpty()) {
      throw new CannotRunException(String.join("\n  ", problems));
    }
  }
}
