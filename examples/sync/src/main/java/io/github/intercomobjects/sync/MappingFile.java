package io.github.intercomobjects.sync;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A mapping that stands in a file: JSON, in which comments are allowed. */
final class MappingFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                  .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Map<String, ColumnType> TYPES = new TreeMap<>();
  private static final Map<String, ContactKey.By> WAYS = new TreeMap<>();

  static {
    for (ColumnType type : ColumnType.values()) {
      TYPES.put(type.label(), type);
    }
    for (ContactKey.By by : ContactKey.By.values()) {
      WAYS.put(by.name().toLowerCase(Locale.ROOT), by);
    }
  }

  private final Path path;
  private final Mapping.Builder mapping = new Mapping.Builder();
  private SourceSettings source = SourceSettings.NONE;

  private MappingFile(Path path) {
    this.path = path;
  }

  /**
   * Reads a file.
   *
   * @throws CannotRunException if it cannot be read, or with everything that is wrong in it
   */
  static MappingFile read(Path path) throws CannotRunException {
    MappingPart.Mistakes mistakes;
    JsonNode root;
    try {
      byte[] text = Files.readAllBytes(path);
      try (JsonParser parser = MAPPER.createParser(text)) {
        mistakes = new MappingPart.Mistakes(parser);
      }
      root = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new CannotRunException(
          path
              + " is not valid JSON: line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ": "
              + e.getOriginalMessage(),
          e);
    } catch (NoSuchFileException e) {
      throw new CannotRunException(
          "no such file: "
              + path
              + " (looked for "
              + path.toAbsolutePath()
              + "); check the path after --mapping",
          e);
    } catch (IOException e) {
      throw new CannotRunException(
          path + " cannot be read: " + e + "; check the path after --mapping", e);
    }
    MappingFile file = new MappingFile(path);
    file.read(MappingPart.root(root, mistakes));
    if (!mistakes.found().isEmpty()) {
      throw new CannotRunException(
          path + " cannot be used:\n  " + String.join("\n  ", mistakes.found()));
    }
    return file;
  }

  /** What the file says; options may change it. */
  Mapping.Builder mapping() {
    return mapping;
  }

  SourceSettings source() {
    return source;
  }

  private void read(MappingPart root) {
    if (!root.isObjectOf(
        "type",
        "source",
        "key",
        "created_at",
        "updated_at",
        "zone",
        "attributes",
        "ignored",
        "contact",
        "link")) {
      return;
    }
    with(root, "type", part -> mapping.type = or(part.text(), mapping.type));
    with(root, "source", this::source);
    // Patterns of times are checked with it.
    with(
        root,
        "zone",
        part -> mapping.zone = part.as(ZoneId::of, "use a zone such as Europe/Berlin or UTC"));
    with(root, "key", part -> mapping.key = named(part));
    with(root, "created_at", part -> mapping.createdAt = time(part));
    with(root, "updated_at", part -> mapping.updatedAt = time(part));
    with(root, "attributes", this::attributes);
    with(
        root,
        "ignored",
        part -> {
          if (mapping.attributes != null) {
            part.mistake("\"attributes\" names all columns that are sent; leave this out");
          }
          part.elements().forEach(one -> addTo(mapping.ignored, named(one)));
        });
    with(root, "contact", this::contact);
    with(root, "link", this::link);
  }

  private void source(MappingPart part) {
    if (!part.isObjectOf("csv", "separator", "quote", "jdbc", "query")) {
      return;
    }
    MappingPart csv = part.get("csv");
    MappingPart jdbc = part.get("jdbc");
    if ((csv == null) == (jdbc == null)) {
      part.mistake("needs either \"csv\" or \"jdbc\"");
      return;
    }
    for (String other : csv == null ? List.of("separator", "quote") : List.of("query")) {
      with(
          part,
          other,
          one -> one.mistake("goes with \"" + (csv == null ? "csv" : "jdbc") + "\" only"));
    }
    if (csv != null) {
      String name = csv.text();
      source =
          new SourceSettings(
              // Beside the mapping, wherever the command is run.
              name == null ? null : path.resolveSibling(name),
              character(part.get("separator")),
              character(part.get("quote")),
              null,
              null);
    } else if (jdbc != null) {
      MappingPart query = part.require("query");
      source = new SourceSettings(null, null, null, url(jdbc), query == null ? null : lines(query));
    }
  }

  private static @Nullable String url(MappingPart part) {
    String url = part.text();
    try {
      return url == null ? null : JdbcUrl.checked(url);
    } catch (IllegalArgumentException e) {
      part.mistake(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static @Nullable Character character(@Nullable MappingPart part) {
    return part == null
        ? null
        : part.as(SourceSettings::character, "use one character, or \\t for a tab");
  }

  /** SQL in one text, or in a list of its lines. */
  private static @Nullable String lines(MappingPart part) {
    if (part.isText()) {
      return part.text();
    }
    List<String> lines = new ArrayList<>();
    part.elements().forEach(line -> addTo(lines, line.text()));
    return String.join("\n", lines);
  }

  private void attributes(MappingPart part) {
    List<Mapping.Attribute> attributes = new ArrayList<>();
    if (part.isObject()) {
      part.members().forEach(member -> addTo(attributes, attribute(member)));
    }
    mapping.attributes = attributes;
  }

  private Mapping.@Nullable Attribute attribute(MappingPart part) {
    String name = part.name();
    if (name.isBlank()) {
      part.mistake("an attribute has a name");
      return null;
    }
    if (part.isText()) {
      Mapping.Named column = named(part);
      return column == null ? null : new Mapping.Attribute(name, column, null);
    }
    if (!part.isObjectOf("column", "type", "format")) {
      return null;
    }
    MappingPart column = part.get("column");
    MappingPart type = part.get("type");
    MappingPart format = part.get("format");
    Mapping.Named named = column == null ? new Mapping.Named(name, said(part)) : named(column);
    ColumnType known =
        type == null
            ? null
            : type.as(TYPES::get, "use one of " + String.join(", ", TYPES.keySet()));
    if (type == null && format != null) {
      format.mistake("is for the types date and datetime; give \"type\" as well");
    }
    String pattern = format == null ? null : pattern(format, known);
    if (named == null) {
      return null;
    }
    return new Mapping.Attribute(
        name, named, known == null ? null : new Mapping.Typed(known, pattern, said(part)));
  }

  /** A pattern that columns of this type can have. */
  private @Nullable String pattern(MappingPart format, @Nullable ColumnType type) {
    String pattern = format.text();
    if (pattern != null && type != null) {
      try {
        ColumnFormat.of(type, pattern, mapping.zone);
      } catch (IllegalArgumentException e) {
        format.mistake(String.valueOf(e.getMessage()));
        return null;
      }
    }
    return pattern;
  }

  private Mapping.@Nullable Timed time(MappingPart part) {
    if (part.isText()) {
      Mapping.Named column = named(part);
      return column == null ? null : new Mapping.Timed(column, null);
    }
    if (!part.isObjectOf("column", "format")) {
      return null;
    }
    MappingPart column = part.require("column");
    MappingPart format = part.get("format");
    String pattern = format == null ? null : pattern(format, ColumnType.DATETIME);
    Mapping.Named named = column == null ? null : named(column);
    return named == null ? null : new Mapping.Timed(named, pattern);
  }

  private void contact(MappingPart part) {
    if (part.isText()) {
      mapping.contact = named(part);
      return;
    }
    if (!part.isObjectOf("column", "by")) {
      return;
    }
    MappingPart column = part.require("column");
    mapping.contact = column == null ? null : named(column);
    with(
        part,
        "by",
        by ->
            mapping.contactBy =
                or(
                    by.as(WAYS::get, "use one of " + String.join(", ", WAYS.keySet())),
                    mapping.contactBy));
  }

  private void link(MappingPart part) {
    if (!part.isObjectOf("reference", "relationship")) {
      return;
    }
    MappingPart reference = part.get("reference");
    MappingPart relationship = part.get("relationship");
    MappingPart given = reference == null ? relationship : reference;
    if (given == null || (reference != null && relationship != null)) {
      part.mistake(
          "needs either \"reference\", an attribute of the object, or \"relationship\", an"
              + " attribute of the contact");
      return;
    }
    String attribute = given.text();
    if (attribute != null) {
      mapping.link = new Mapping.Link(relationship != null, attribute, said(given));
    }
  }

  private Mapping.@Nullable Named named(MappingPart part) {
    String column = part.text();
    return column == null ? null : new Mapping.Named(column, said(part));
  }

  private String said(MappingPart part) {
    return part.said() + " of " + path;
  }

  private static void with(MappingPart part, String key, Consumer<MappingPart> use) {
    MappingPart value = part.get(key);
    if (value != null) {
      use.accept(value);
    }
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  private static <T> void addTo(List<T> list, @Nullable T value) {
    if (value != null) {
      list.add(value);
    }
  }
}
