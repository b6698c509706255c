package io.github.intercomobjects.sync;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/** A Java record or a Kotlin data class for the objects of a type. An instance is used once. */
final class TypeCode {
  private static final Pattern BREAK = Pattern.compile("[^\\p{L}\\p{Nd}]+");

  /** The names that a component or a property cannot have. */
  private static final Set<String> RESERVED =
      Set.of(
          "clone",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait",
          "as",
          "fun",
          "in",
          "is",
          "object",
          "typealias",
          "typeof",
          "val",
          "var",
          "when");

  /** The names of classes that the code uses. */
  private static final Set<String> USED =
      Set.of(
          "Any",
          "BigDecimal",
          "Boolean",
          "ExternalCreatedAt",
          "ExternalId",
          "ExternalUpdatedAt",
          "Instant",
          "Json",
          "Long",
          "Nullable",
          "Object",
          "Record",
          "References",
          "String");

  private final SampledType type;
  private final boolean isKotlin;
  private final Set<String> imports = new TreeSet<>();
  private final Set<String> names = new HashSet<>();
  private final List<String> members = new ArrayList<>();

  TypeCode(SampledType type, boolean isKotlin) {
    this.type = type;
    this.isKotlin = isKotlin;
  }

  /** Returns the lines of a source file. */
  List<String> lines() {
    add(imported("io.github.intercomobjects.ExternalId"), own("externalId"), "String", false);
    if (type.hasCreatedAt()) {
      addTime("externalCreatedAt", "io.github.intercomobjects.ExternalCreatedAt");
    }
    if (type.hasUpdatedAt()) {
      addTime("externalUpdatedAt", "io.github.intercomobjects.ExternalUpdatedAt");
    }
    type.attributes().forEach(this::add);
    String start = word(type.name());
    String upper = Character.toUpperCase(start.charAt(0)) + start.substring(1);
    String name = USED.contains(upper) ? upper + "Value" : upper;
    List<String> lines = new ArrayList<>();
    imports.forEach(each -> lines.add("import " + each + (isKotlin ? "" : ";")));
    lines.add("");
    String unknown =
        type.attributes().keySet().stream()
            .filter(each -> Objects.requireNonNull(type.attributes().get(each)).isEmpty())
            .collect(Collectors.joining(", "));
    lines.add(
        "/** An object, from "
            + comment(type.what())
            + (unknown.isEmpty()
                ? ". */"
                : ", none of which has a value of " + comment(unknown) + ". */"));
    lines.add((isKotlin ? "data class " : "public record ") + name + "(");
    String last = members.remove(members.size() - 1);
    members.forEach(member -> lines.add(member + ","));
    lines.add(isKotlin ? last + "," : last + ") {}");
    if (isKotlin) {
      lines.add(")");
    }
    return lines;
  }

  /** Returns a text with which a comment neither ends nor begins, nor has an escape. */
  private static String comment(String text) {
    return text.replace("\\", "\\\\").replace("*/", "* /").replace("/*", "/ *");
  }

  private void addTime(String name, String annotation) {
    add(imported(annotation), own(name), imported("java.time.Instant"), true);
  }

  /** Returns the name of a field that is no attribute, though an attribute may have its name. */
  private String own(String name) {
    return type.attributes().containsKey(name) ? name + "OfObject" : name;
  }

  private void add(String attribute, SampledType.Attribute values) {
    String name = identifier(attribute);
    String json = attribute.replace("\\", "\\\\").replace("\"", "\\\"");
    String annotation =
        name.equals(attribute)
            ? ""
            : imported("com.squareup.moshi.Json")
                + ("(name = \"" + (isKotlin ? json.replace("$", "\\$") : json) + "\")");
    add(
        annotation,
        name,
        values.isReference()
            ? imported("io.github.intercomobjects.References")
            : nameOf(values.type()),
        true);
  }

  private String nameOf(@Nullable ColumnType values) {
    return values == null
        ? isKotlin ? "Any" : "Object"
        : switch (values) {
          case NUMBER -> "Long";
          case DECIMAL -> imported("java.math.BigDecimal");
          case BOOLEAN -> "Boolean";
          case DATE, DATETIME -> imported("java.time.Instant");
          case TEXT, LIST, ANY -> "String";
        };
  }

  private void add(String annotation, String name, String of, boolean isNullable) {
    String prefix = annotation.isEmpty() ? "" : "@" + annotation + " ";
    names.add(name);
    if (isKotlin) {
      members.add("  " + prefix + "val " + name + ": " + of + (isNullable ? "?" : ""));
    } else {
      String nullable = isNullable ? "@" + imported("org.jspecify.annotations.Nullable") + " " : "";
      members.add("    " + prefix + nullable + of + " " + name);
    }
  }

  private String imported(String name) {
    imports.add(name);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Returns a name that is legal and that no other member has. */
  private String identifier(String text) {
    String name = word(text);
    String unique = name;
    for (int i = 2; names.contains(unique); i++) {
      unique = name + i;
    }
    return unique;
  }

  /** Returns a name that is legal. */
  private static String word(String text) {
    StringBuilder name = new StringBuilder();
    for (String word : BREAK.split(text, -1)) {
      String first = word.isEmpty() ? "" : word.substring(0, 1);
      name.append(name.isEmpty() ? first.toLowerCase(Locale.ROOT) : first.toUpperCase(Locale.ROOT));
      name.append(word.isEmpty() ? "" : word.substring(1));
    }
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      name.insert(0, "attribute");
    }
    if (RESERVED.contains(name.toString()) || SourceVersion.isKeyword(name)) {
      name.append("Value");
    }
    return name.toString();
  }
}
