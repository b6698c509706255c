package io.github.intercomobjects.sync;

import io.github.intercomobjects.Attributes;
import io.github.intercomobjects.CustomObject;
import io.github.intercomobjects.References;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attributes that objects of a type have. */
final class SampledType {
  private static final Pattern CONTACT =
      Pattern.compile("(?i)(.*_)?(contact|customer|client|user|buyer|subscriber|kunde)s?");
  private static final int FEW = 10;
  private static final int SHORT = 30;

  private final String name;
  private final Map<String, Attribute> attributes = new LinkedHashMap<>();
  private int count;
  private boolean hasCreatedAt;
  private boolean hasUpdatedAt;

  SampledType(String name) {
    this.name = name;
  }

  /** The values of an attribute. */
  static final class Attribute {
    private final SampledColumn column;

    /** The numbers of values by the kind of their JSON. */
    private final Map<String, Integer> kinds = new TreeMap<>();

    /** A value of each kind. */
    private final Map<String, Object> examples = new TreeMap<>();

    /** The objects with these values. */
    private final Map<String, String> owners = new TreeMap<>();

    private final Set<String> values = new TreeSet<>();
    private int filled;

    Attribute(String name) {
      this.column = new SampledColumn(name, ColumnType.TEXT);
    }

    private void add(Object value, boolean isReference, String owner) {
      boolean isScalar = !(value instanceof Map || value instanceof List);
      String kind =
          isReference
              ? "reference"
              : value instanceof String
                  ? "text"
                  : value instanceof Boolean
                      ? "boolean"
                      : !isScalar ? "object" : value instanceof Long ? "number" : "decimal";
      kinds.merge(kind, 1, Integer::sum);
      examples.put(kind, value);
      owners.put(kind, owner);
      filled++;
      if (isScalar) {
        column.add(value, Location.Unit.ROW.at(filled));
      }
      if (values.size() <= FEW) {
        values.add(value.toString());
      }
    }

    boolean isEmpty() {
      return filled == 0;
    }

    boolean isReference() {
      return kinds.keySet().equals(Set.of("reference"));
    }

    /** Returns the type; null if that is not known, or values have several. */
    @Nullable ColumnType type() {
      Set<String> found = kinds.keySet();
      return found.equals(Set.of("text"))
          ? ColumnType.TEXT
          : found.equals(Set.of("boolean"))
              ? ColumnType.BOOLEAN
              : found.equals(Set.of("number"))
                  // A response has times as seconds.
                  ? column.type() == ColumnType.DATETIME ? ColumnType.DATE : ColumnType.NUMBER
                  : Set.of("number", "decimal").containsAll(found) && filled > 0
                      ? ColumnType.DECIMAL
                      : null;
    }

    private String summary() {
      boolean areFew =
          filled >= 2 * values.size()
              && Collections.disjoint(kinds.keySet(), List.of("object", "reference"))
              && values.stream().allMatch(value -> value.length() <= SHORT);
      return values.size() > FEW
          ? "more than " + FEW
          : values.size() + (areFew && filled > 0 ? ": " + String.join(", ", values) : "");
    }
  }

  void add(CustomObject<Attributes> object) {
    count++;
    hasCreatedAt |= object.getExternalCreatedAt() != null;
    hasUpdatedAt |= object.getExternalUpdatedAt() != null;
    Attributes all = object.getAttributes();
    all.toMap()
        .forEach(
            (attribute, value) -> {
              Attribute one = attributes.computeIfAbsent(attribute, Attribute::new);
              boolean isMany = value instanceof Map || value instanceof List;
              References references = isMany ? all.getReferences(attribute) : null;
              boolean isEmpty = references != null && references.getIds().isEmpty();
              if (value != null && !isEmpty) {
                String key = object.getExternalId();
                one.add(value, references != null, key == null ? object.getId() : key);
              }
            });
  }

  String name() {
    return name;
  }

  int count() {
    return count;
  }

  String what() {
    return Report.counted(count, "object") + " of " + name;
  }

  boolean hasCreatedAt() {
    return hasCreatedAt;
  }

  boolean hasUpdatedAt() {
    return hasUpdatedAt;
  }

  Map<String, Attribute> attributes() {
    return attributes;
  }

  /** Returns a line for each attribute. */
  List<String> table() {
    List<String> lines = new ArrayList<>(List.of(what()));
    String format = "  %-24s  %-16s  %6s  %s";
    lines.add(String.format(Locale.ROOT, format, "attribute", "JSON", "filled", "values"));
    attributes.forEach(
        (attribute, one) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    format,
                    attribute,
                    one.filled == 0 ? "not known" : String.join(", ", one.kinds.keySet()),
                    100L * one.filled / count + " %",
                    one.summary())));
    lines.add("Attributes that none of these objects has are not shown; --all lists all objects.");
    return lines;
  }

  /** Returns a mapping file that writes these attributes from columns of their names. */
  List<String> mapping() {
    Map<String, Object> json = new LinkedHashMap<>(Map.of("type", name));
    json.put("source", Map.of("csv", "objects.csv"));
    json.put("key", "external_id");
    if (hasCreatedAt) {
      json.put("created_at", "created_at");
    }
    if (hasUpdatedAt) {
      json.put("updated_at", "updated_at");
    }
    List<String> doubts = new ArrayList<>();
    Map<String, Object> written = new LinkedHashMap<>();
    attributes.forEach(
        (attribute, one) -> {
          ColumnType type = one.type();
          if (one.isReference()
              && !json.containsKey("link")
              && CONTACT.matcher(attribute).matches()) {
            doubts.add(
                "// doubt: contact: the references of " + attribute + " may not be to contacts");
            json.put("contact", "customer_id");
            json.put("link", Map.of("reference", attribute));
          } else {
            if (one.isReference()) {
              doubts.add(
                  "// doubt: "
                      + attribute
                      + " has references, which may not be to contacts; its cells must be ids");
            }
            written.put(
                attribute,
                type == null || type == ColumnType.TEXT ? attribute : Map.of("type", type.label()));
          }
        });
    json.put("attributes", written);
    List<String> lines = new ArrayList<>();
    lines.add("// Proposed from " + what() + "; replace the source and the names of columns");
    lines.addAll(doubts);
    PrintableJson.lines(json).lines().forEach(lines::add);
    return lines;
  }

  /**
   * Returns what differs between a mapping and these objects.
   *
   * @throws CannotRunException if nothing can be compared
   */
  List<String> drift(MappingFile file) throws CannotRunException {
    List<Mapping.Attribute> mapped = file.mapping().attributes;
    if (mapped == null || count == 0) {
      throw new CannotRunException(
          mapped == null
              ? file.path() + " names no attributes; list them under \"attributes\""
              : name + " has no objects, so nothing can be compared; sync some rows first");
    }
    Map<String, Attribute> unmapped = new LinkedHashMap<>(attributes);
    Mapping.Link link = file.mapping().link;
    if (file.mapping().contact != null && (link == null || !link.onContact())) {
      unmapped.remove(link == null ? Mapping.DEFAULT_REFERENCE : link.attribute());
    }
    List<String> drift = new ArrayList<>();
    for (Mapping.Attribute one : mapped) {
      Attribute found = unmapped.remove(one.name());
      ColumnType type = type(one, file);
      if (found == null) {
        drift.add(one.name() + ": the mapping writes it, and none of " + what() + " has it");
      } else {
        found.examples.forEach(
            (kind, value) -> {
              boolean isId = type == ColumnType.TEXT && kind.equals("reference");
              if (!isId && !AttributesCheck.fits(type, value)) {
                String objects = Report.counted(found.kinds.getOrDefault(kind, 0), "object");
                drift.add(
                    one.name()
                        + (": the mapping writes " + type.label())
                        + (", and the JSON of " + objects + " is " + kind)
                        + (", such as " + found.owners.get(kind)));
              }
            });
      }
    }
    unmapped.values().removeIf(one -> one.filled == 0);
    unmapped.forEach(
        (attribute, one) ->
            drift.add(
                attribute
                    + (": " + one.filled + " of " + what())
                    + (one.filled == 1 ? " has" : " have")
                    + " it, and the mapping does not write it"));
    return drift;
  }

  private static ColumnType type(Mapping.Attribute attribute, MappingFile file) {
    Mapping.Typed typed = attribute.typed();
    return typed != null
        ? typed.type()
        : file.source().jdbc() == null ? ColumnType.TEXT : ColumnType.ANY;
  }

  /** Returns the attributes that {@link #drift} cannot compare, with the reasons. */
  List<String> notCompared(MappingFile file) {
    List<String> lines = new ArrayList<>();
    for (Mapping.Attribute one : Objects.requireNonNull(file.mapping().attributes)) {
      Attribute found = attributes.get(one.name());
      if (found != null && (found.isEmpty() || type(one, file) == ColumnType.ANY)) {
        lines.add(
            one.name()
                + ": not compared, because "
                + (found.isEmpty()
                    ? "none of " + what() + " has a value"
                    : "its type is that of the database"));
      }
    }
    return lines;
  }
}
