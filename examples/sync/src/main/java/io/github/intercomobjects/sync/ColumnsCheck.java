package io.github.intercomobjects.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the columns of a source with those that a mapping names. Used once. */
final class ColumnsCheck {
  /** What every type has beside its attributes. */
  private static final Set<String> NOT_ATTRIBUTES =
      Set.of("external_id", "external_created_at", "external_updated_at");

  private final String source;
  private final List<String> header;
  private final List<ColumnType> types;
  private final Mapping mapping;
  private final List<String> mistakes = new ArrayList<>();

  ColumnsCheck(String source, List<String> header, List<ColumnType> types, Mapping mapping) {
    this.source = source;
    this.header = header;
    this.types = types;
    this.mapping = mapping;
  }

  /**
   * @throws CannotRunException with everything that does not fit
   */
  Columns columns() throws CannotRunException {
    requireNames();
    refuseMistakes();
    Map<String, String> roles = roles();
    mapping.types().forEach((column, typed) -> requireTypable(column, typed, roles));
    List<Columns.Attribute> attributes = attributes(roles.keySet());
    refuseMistakes();
    return new Columns(
        header,
        index(mapping.key()),
        index(mapping.contact()),
        mapping.contactBy(),
        index(mapping.createdAt()),
        index(mapping.updatedAt()),
        ColumnFormat.of(ColumnType.DATETIME, null, mapping.zone()),
        attributes);
  }

  private void requireNames() {
    Set<String> names = new HashSet<>();
    for (String name : header) {
      if (name.isBlank()) {
        mistakes.add(
            source + " has a column without a name: " + header + "; name it, or delete it");
      } else if (!names.add(name)) {
        mistakes.add(
            source + " has two columns \"" + name + "\": " + header + "; rename or delete one");
      }
    }
  }

  /** The columns that are no attributes, with where that is said. */
  private Map<String, String> roles() {
    Map<String, String> roles = new HashMap<>();
    for (Mapping.Named ignored : mapping.ignored()) {
      requireThere(ignored);
      roles.put(ignored.column(), ignored.said());
    }
    List<Mapping.@Nullable Named> special = new ArrayList<>();
    special.add(mapping.key());
    special.add(mapping.contact());
    special.add(mapping.createdAt());
    special.add(mapping.updatedAt());
    special.stream()
        .filter(Objects::nonNull)
        .forEach(
            named -> {
              requireThere(named);
              if (roles.put(named.column(), named.said()) != null) {
                mistakes.add(
                    "column \"" + named.column() + "\" is given two roles; each column has one");
              }
            });
    return roles;
  }

  private void requireThere(Mapping.Named named) {
    if (!header.contains(named.column())) {
      mistakes.add(
          source
              + " has no column \""
              + named.column()
              + "\"; its columns are "
              + header
              + ". Give one of them with "
              + named.said()
              + (header.size() == 1 ? ", or say with --separator what separates them" : ""));
    }
  }

  private void requireTypable(String column, Mapping.Typed typed, Map<String, String> roles) {
    if (roles.containsKey(column)) {
      mistakes.add(
          "column \"" + column + "\" is no attribute, so it takes no type; leave its type out");
    } else {
      requireThere(new Mapping.Named(column, typed.said()));
    }
  }

  private List<Columns.Attribute> attributes(Set<String> special) {
    List<Columns.Attribute> attributes = new ArrayList<>();
    List<Mapping.Attribute> named = mapping.attributes();
    if (named == null) {
      for (String column : header) {
        if (!special.contains(column)) {
          add(new Mapping.Attribute(column, new Mapping.Named(column, ""), null), attributes);
        }
      }
      return attributes;
    }
    for (Mapping.Attribute attribute : named) {
      requireThere(attribute.column());
      if (header.contains(attribute.column().column())) {
        add(attribute, attributes);
      }
    }
    return attributes;
  }

  private void add(Mapping.Attribute attribute, List<Columns.Attribute> attributes) {
    String name = attribute.name();
    if (NOT_ATTRIBUTES.contains(name)) {
      mistakes.add(
          "\""
              + name
              + "\" is no attribute in Intercom but stands beside them; name its column with --key,"
              + " --created-at or --updated-at, or leave it out with --ignore "
              + name);
      return;
    }
    if (mapping.contact() != null
        && !mapping.link().onContact()
        && mapping.link().attribute().equals(name)) {
      mistakes.add(
          "\""
              + name
              + "\" is a column and the reference attribute that links to the contact; give the"
              + " other one with --reference, or leave the column out with --ignore "
              + name);
      return;
    }
    String column = attribute.column().column();
    int index = header.indexOf(column);
    Mapping.Typed typed = mapping.types().getOrDefault(column, attribute.typed());
    ColumnType type = typed == null ? types.get(index) : typed.type();
    String pattern = typed == null ? null : typed.pattern();
    try {
      attributes.add(
          new Columns.Attribute(index, name, ColumnFormat.of(type, pattern, mapping.zone())));
    } catch (IllegalArgumentException e) {
      mistakes.add("column \"" + column + "\": " + e.getMessage());
    }
  }

  private int index(Mapping.@Nullable Named named) {
    return named == null ? -1 : header.indexOf(named.column());
  }

  private void refuseMistakes() throws CannotRunException {
    if (!mistakes.isEmpty()) {
      throw new CannotRunException(String.join("\n  ", mistakes));
    }
  }
}
