package io.github.intercomobjects.sync;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.intercomobjects.sandbox.json.JsonFile;
import io.github.intercomobjects.sandbox.json.JsonValue;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A mapping in a JSON file, in which comments and trailing commas are allowed. */
final class MappingFile {
  private static final List<String> KEYS =
      List.of(
          "type",
          "source",
          "key",
          "created_at",
          "updated_at",
          "zone",
          "numbers",
          "booleans",
          "null",
          "keep_blanks",
          "attributes",
          "ignored",
          "contact",
          "link");
  private static final Map<String, ColumnType> TYPES = new TreeMap<>();
  private static final Map<String, ContactKey.By> CONTACT_KEYS = new TreeMap<>();

  static {
    for (ColumnType type : ColumnType.values()) {
      if (type != ColumnType.ANY) {
        TYPES.put(type.label(), type);
      }
    }
    for (ContactKey.By by : ContactKey.By.values()) {
      CONTACT_KEYS.put(by.name().toLowerCase(Locale.ROOT), by);
    }
  }

  private final Path path;
  private final Mapping.Builder mapping = new Mapping.Builder();
  private SourceSettings source = SourceSettings.NONE;

  private MappingFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * Reads a file.
   *
   * @throws CannotRunException if the file cannot be read, or with everything that is wrong in it
   */
  static MappingFile read(Path path) throws CannotRunException {
    try {
      JsonFile file =
          JsonFile.read(
              path, JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA);
      MappingFile read = new MappingFile(path);
      file.root().asObject(KEYS, List.of(), read::readMapping);
      file.requireNoProblems();
      return read;
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(String.valueOf(e.getMessage()), e);
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
          path + " cannot be read: " + IoReason.of(e) + "; check the path after --mapping", e);
    }
  }

  /** Returns the mapping of the file, which options may change. */
  Mapping.Builder mapping() {
    return mapping;
  }

  SourceSettings source() {
    return source;
  }

  private void readMapping(JsonValue root) {
    root.with("type", value -> text(value, type -> mapping.type = type));
    root.with("source", this::readSource);
    // Before the formats of columns, which are checked with these.
    root.with("zone", value -> text(value, zone -> mapping.zone = zone(zone)));
    root.with("numbers", value -> text(value, format -> mapping.numbers = format));
    root.with("booleans", value -> text(value, format -> mapping.booleans = format));
    root.with("null", this::readNulls);
    root.with("keep_blanks", value -> value.asFlag(keeps -> mapping.keepsBlanks = keeps));
    root.with("key", value -> column(value, key -> mapping.key = key));
    root.with("created_at", value -> times(value, times -> mapping.createdAt = times));
    root.with("updated_at", value -> times(value, times -> mapping.updatedAt = times));
    root.with("attributes", this::readAttributes);
    root.with("ignored", this::readIgnored);
    root.with("contact", this::readContact);
    root.with("link", this::readLink);
  }

  /** Reads the texts that mean an empty cell: one, or a list. */
  private void readNulls(JsonValue value) {
    if (value.isText()) {
      value.asText(mapping::addNull);
    } else {
      value.forEachElement(element -> element.asText(mapping::addNull));
    }
  }

  private static ZoneId zone(String zone) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          e.getMessage() + "; use a zone such as Europe/Berlin or UTC", e);
    }
  }

  private void readSource(JsonValue value) {
    value.asObject(
        List.of("csv", "separator", "quote", "escape", "encoding", "jdbc", "query", "cursor"),
        List.of(),
        settings -> {
          if (settings.has("csv") == settings.has("jdbc")) {
            settings.problem("needs either \"csv\" or \"jdbc\"");
          } else if (settings.has("csv")) {
            readCsv(settings);
          } else {
            readJdbc(settings);
          }
        });
  }

  private void readCsv(JsonValue settings) {
    for (String key : List.of("query", "cursor")) {
      settings.with(key, value -> value.problem("is only allowed with \"jdbc\""));
    }
    // The file is relative to the mapping file, wherever the command is run.
    settings.with(
        "csv",
        csv ->
            text(
                csv,
                name ->
                    source =
                        new SourceSettings(
                            path.resolveSibling(FileNames.path(name)),
                            character(settings, "separator"),
                            character(settings, "quote"),
                            character(settings, "escape"),
                            encoding(settings),
                            null,
                            null,
                            null)));
  }

  private static @Nullable Character character(JsonValue settings, String key) {
    String text = settings.text(key);
    Character character = text == null ? null : SourceSettings.character(text);
    if (text != null && character == null) {
      settings.with(
          key,
          value -> value.problem("must be one character, or \\t for a tab, was \"" + text + "\""));
    }
    return character;
  }

  private static @Nullable Charset encoding(JsonValue settings) {
    List<Charset> found = new ArrayList<>();
    settings.with(
        "encoding", value -> value.asText(name -> found.add(SourceSettings.encoding("", name))));
    return found.isEmpty() ? null : found.get(0);
  }

  private void readJdbc(JsonValue settings) {
    for (String key : List.of("separator", "quote", "escape", "encoding")) {
      settings.with(key, value -> value.problem("is only allowed with \"csv\""));
    }
    if (!settings.has("query")) {
      settings.problem("needs \"query\"");
    }
    settings.with(
        "jdbc",
        jdbc ->
            text(
                jdbc,
                url -> {
                  String checked = JdbcUrl.checked(url);
                  String cursor = settings.text("cursor");
                  settings.with("query", query -> readQuery(query, checked, cursor));
                }));
  }

  /** Reads SQL, which is one string or a list of lines. */
  private void readQuery(JsonValue query, String url, @Nullable String cursor) {
    Consumer<String> use = sql -> source = SourceSettings.ofDatabase(url, sql, cursor);
    if (query.isText()) {
      text(query, use);
    } else {
      query.asTexts(lines -> use.accept(String.join("\n", lines)));
    }
  }

  private void readAttributes(JsonValue value) {
    List<Mapping.Attribute> attributes = new ArrayList<>();
    value.forEachMember((name, attribute) -> readAttribute(name, attribute, attributes));
    mapping.attributes = attributes;
  }

  private void readAttribute(String name, JsonValue value, List<Mapping.Attribute> attributes) {
    if (name.isBlank()) {
      value.problem("the name of an attribute must not be blank");
    } else if (value.isText()) {
      column(value, column -> attributes.add(new Mapping.Attribute(name, column, null)));
    } else {
      value.asObject(
          List.of("column", "type", "format"),
          List.of(),
          attribute -> {
            Mapping.Typed typed = typed(attribute);
            if (!attribute.has("column")) {
              Mapping.Named column = new Mapping.Named(name, origin(attribute));
              attributes.add(new Mapping.Attribute(name, column, typed));
            }
            attribute.with(
                "column",
                one ->
                    column(
                        one, column -> attributes.add(new Mapping.Attribute(name, column, typed))));
          });
    }
  }

  private Mapping.@Nullable Typed typed(JsonValue attribute) {
    if (!attribute.has("type")) {
      attribute.with(
          "format",
          format -> format.problem("is for types such as date and number; give \"type\" as well"));
      return null;
    }
    List<Mapping.Typed> typed = new ArrayList<>();
    attribute.with(
        "type",
        value ->
            text(
                value,
                label -> {
                  ColumnType type = find(TYPES, label);
                  typed.add(new Mapping.Typed(type, format(attribute, type), origin(attribute)));
                }));
    return typed.isEmpty() ? null : typed.get(0);
  }

  /** Returns the format of a column, checked against its type; null if none is given. */
  private @Nullable String format(JsonValue column, ColumnType type) {
    String format = column.text("format");
    if (format != null) {
      column.with(
          "format", value -> value.attempt(() -> ColumnFormat.of(type, format, mapping.cells())));
    }
    return format;
  }

  private void times(JsonValue value, Consumer<Mapping.Timed> use) {
    if (value.isText()) {
      column(value, column -> use.accept(new Mapping.Timed(column, null)));
      return;
    }
    value.asObject(
        List.of("column", "format"),
        List.of("column"),
        times -> {
          String format = format(times, ColumnType.DATETIME);
          times.with(
              "column",
              one -> column(one, column -> use.accept(new Mapping.Timed(column, format))));
        });
  }

  private void readIgnored(JsonValue value) {
    if (mapping.attributes != null) {
      value.problem("\"attributes\" names all columns that are sent; remove this key");
    }
    value.forEachElement(element -> column(element, mapping.ignored::add));
  }

  private void readContact(JsonValue value) {
    if (value.isText()) {
      column(value, column -> mapping.contact = column);
      return;
    }
    value.asObject(
        List.of("column", "by"),
        List.of("column"),
        contact -> {
          contact.with("column", one -> column(one, column -> mapping.contact = column));
          contact.with("by", by -> text(by, text -> mapping.contactBy = find(CONTACT_KEYS, text)));
        });
  }

  private void readLink(JsonValue value) {
    value.asObject(
        List.of("reference", "relationship"),
        List.of(),
        link -> {
          if (link.has("reference") == link.has("relationship")) {
            link.problem(
                "needs either \"reference\", an attribute of the object, or \"relationship\", an"
                    + " attribute of the contact");
          } else {
            link.with("reference", attribute -> readLink(attribute, false));
            link.with("relationship", attribute -> readLink(attribute, true));
          }
        });
  }

  private void readLink(JsonValue value, boolean onContact) {
    text(value, name -> mapping.link = new Mapping.Link(onContact, name, origin(value)));
  }

  private void column(JsonValue value, Consumer<Mapping.Named> use) {
    text(value, column -> use.accept(new Mapping.Named(column, origin(value))));
  }

  private String origin(JsonValue value) {
    return value.location() + " of " + path;
  }

  private static void text(JsonValue value, Consumer<String> use) {
    value.asText(
        text -> {
          if (text.isBlank()) {
            throw new IllegalArgumentException("must not be blank");
          }
          use.accept(text);
        });
  }

  private static <T> T find(Map<String, T> values, String name) {
    T value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is unknown; use one of " + String.join(", ", values.keySet()));
    }
    return value;
  }
}
