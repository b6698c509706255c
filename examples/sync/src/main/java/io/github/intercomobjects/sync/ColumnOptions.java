package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that map columns. They are a table instead of annotated fields, so that each option
 * is declared together with its effect on the mapping.
 */
final class ColumnOptions {
  private final CommandSpec spec = CommandSpec.create();
  private final List<Setting<?>> settings = new ArrayList<>();
  private final OptionSpec mappingFiles;

  ColumnOptions() {
    mappingFiles =
        repeated(
            "--mapping",
            "FILE",
            Path.class,
            "A JSON file that can set the same as these options, and also attribute names that"
                + " differ from column names, and formats of columns. Options override it. With"
                + " several, sync runs them one after another.",
            (mapping, file) -> {});
    column("--key", "The column with the external id of each object.", (m, c) -> m.key = c);
    add(
        "--type",
        "TYPE",
        String.class,
        false,
        "The identifier of the custom object type. Default: Order",
        (mapping, type) -> mapping.type = type);
    column(
        "--contact",
        "The column with the external id of the contact to link to. A row whose contact does not"
            + " exist fails; a row with an empty cell is linked to no contact.",
        (mapping, column) -> mapping.contact = column);
    add(
        "--contact-by",
        "WAY",
        ContactKey.By.class,
        false,
        "The content of the --contact column: ${COMPLETION-CANDIDATES}. A row with an e-mail"
            + " address of two contacts fails. Default: external_id",
        (mapping, by) -> mapping.contactBy = by);
    add(
        "--reference",
        "ATTRIBUTE",
        String.class,
        false,
        "Link by this attribute of the object, a reference to one contact. The link needs no extra"
            + " call. Default: "
            + Mapping.DEFAULT_REFERENCE,
        (mapping, name) -> mapping.link = new Mapping.Link(false, name, "--reference"));
    add(
        "--link-contact-attribute",
        "ATTRIBUTE",
        String.class,
        false,
        "Link by this attribute of the contact instead, for types without a reference. One call per"
            + " contact replaces all its links, so one source must name all objects of each contact:"
            + " a second source, or another program, removes the links of the first. If a row of a"
            + " contact fails, the links of that contact are not changed.",
        ColumnOptions::linkByContact);
    column(
        "--created-at",
        "The column with the time at which the record was created.",
        (mapping, column) -> mapping.createdAt = new Mapping.Timed(column, null));
    column(
        "--updated-at",
        "The column with the time at which the record was last changed.",
        (mapping, column) -> mapping.updatedAt = new Mapping.Timed(column, null));
    typed(
        ColumnType.DECIMAL,
        "Columns with numbers such as 12.50. Columns without a type hold text.");
    typed(ColumnType.NUMBER, "Columns with whole numbers.");
    typed(ColumnType.BOOLEAN, "Columns with true or false.");
    typed(ColumnType.DATE, "Columns with dates (2026-01-31) or times (2026-01-31T09:30:00Z).");
    typed(ColumnType.DATETIME, "Columns with times; a date means the start of its day.");
    add(
        "--numbers",
        "FORMAT",
        String.class,
        false,
        "The locale of numbers, such as de-DE for 1.234,50, or a pattern such as #,##0.00. Default:"
            + " 1234.50",
        (mapping, format) -> mapping.numbers = format);
    add(
        "--booleans",
        "TRUE/FALSE",
        String.class,
        false,
        "The texts for true and false, such as yes/no or 1,t/0,f. Default: true/false",
        (mapping, format) -> mapping.booleans = format);
    repeated(
        "--null",
        "TEXT",
        String.class,
        "A text that means an empty cell, such as NULL, in all columns. Can be repeated.",
        ColumnOptions::addNull);
    add(
        "--keep-blanks",
        "",
        Boolean.class,
        false,
        "Keep spaces and invisible characters around keys and contacts, which are removed"
            + " otherwise.",
        (mapping, keeps) -> mapping.keepsBlanks = keeps);
    add(
        "--zone",
        "ZONE",
        ZoneId.class,
        false,
        "The time zone of times without an offset, such as Europe/Berlin.",
        (mapping, zone) -> mapping.zone = zone);
    columns("--ignore", "Columns that are not sent.", ColumnOptions::ignore);
  }

  /** An effect of an option's value on a mapping. */
  private interface Effect<T> {
    void apply(Mapping.Builder mapping, T value) throws CannotRunException;
  }

  /** An option with its effect. */
  private record Setting<T>(OptionSpec option, Class<T> type, Effect<T> effect) {
    void apply(Mapping.Builder mapping) throws CannotRunException {
      Object given = option.getValue();
      List<?> values =
          given instanceof List<?> list ? list : given == null ? List.of() : List.of(given);
      for (Object value : values) {
        effect.apply(mapping, type.cast(value));
      }
    }
  }

  private <T> OptionSpec add(
      String name,
      String label,
      Class<T> type,
      boolean isList,
      String description,
      Effect<T> effect) {
    OptionSpec.Builder option =
        OptionSpec.builder(name).paramLabel(label).description(description).type(type);
    if (isList) {
      option.type(List.class).auxiliaryTypes(type).splitRegex(",");
    }
    Setting<T> setting = new Setting<>(option.build(), type, effect);
    spec.addOption(setting.option);
    settings.add(setting);
    return setting.option;
  }

  private <T> OptionSpec repeated(
      String name, String label, Class<T> type, String description, Effect<T> effect) {
    OptionSpec option =
        OptionSpec.builder(name)
            .paramLabel(label)
            .description(description)
            .type(List.class)
            .auxiliaryTypes(type)
            .build();
    spec.addOption(option);
    settings.add(new Setting<>(option, type, effect));
    return option;
  }

  private static void addNull(Mapping.Builder mapping, String text) throws CannotRunException {
    try {
      mapping.addNull(text);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException("--null " + e.getMessage(), e);
    }
  }

  private void column(String name, String description, Effect<Mapping.Named> effect) {
    add(name, "COLUMN", String.class, false, description, named(name, effect));
  }

  private void columns(String name, String description, Effect<Mapping.Named> effect) {
    add(name, "COLUMN", String.class, true, description, named(name, effect));
  }

  private static Effect<String> named(String option, Effect<Mapping.Named> effect) {
    return (mapping, column) -> effect.apply(mapping, new Mapping.Named(column, option));
  }

  private void typed(ColumnType type, String description) {
    columns(
        "--" + type.label(),
        description,
        (mapping, column) -> {
          Mapping.Typed typed = new Mapping.Typed(type, null, column.origin());
          Mapping.Typed other = mapping.types.put(column.column(), typed);
          if (other != null) {
            throw new CannotRunException(
                "column \""
                    + column.column()
                    + "\" has two types, "
                    + other.origin()
                    + " and "
                    + column.origin()
                    + "; give one");
          }
        });
  }

  private static void linkByContact(Mapping.Builder mapping, String attribute)
      throws CannotRunException {
    String option = "--link-contact-attribute";
    if (mapping.link != null && mapping.link.origin().equals("--reference")) {
      throw new CannotRunException(
          "--reference "
              + mapping.link.attribute()
              + " and "
              + option
              + " "
              + attribute
              + " exclude each other; give one");
    }
    mapping.link = new Mapping.Link(true, attribute, option);
  }

  private static void ignore(Mapping.Builder mapping, Mapping.Named column)
      throws CannotRunException {
    if (mapping.types.containsKey(column.column())) {
      throw new CannotRunException(
          "column \""
              + column.column()
              + "\" is ignored, so it cannot have a type; remove one of the two options");
    }
    mapping.ignored.add(column);
  }

  /** Returns the options, for a command. */
  CommandSpec spec() {
    return spec;
  }

  /** Returns the paths of the mapping files. */
  List<Path> paths() {
    List<Path> paths = mappingFiles.getValue();
    return paths == null ? List.of() : paths;
  }

  /** Returns the path of the mapping file; null if none is given. */
  @Nullable Path path() {
    return paths().isEmpty() ? null : paths().get(0);
  }

  /** Returns the mapping file; null if none is given. */
  @Nullable MappingFile file() throws CannotRunException {
    if (paths().size() > 1) {
      throw new CannotRunException("only sync takes several --mapping; give one");
    }
    Path path = path();
    return path == null ? null : MappingFile.read(path);
  }

  /**
   * Returns the mapping of the file with the changes of the options.
   *
   * @param file the result of {@link #file()}
   * @throws CannotRunException if they contradict each other
   */
  Mapping mapping(@Nullable MappingFile file) throws CannotRunException {
    Mapping.Builder mapping = file == null ? new Mapping.Builder() : file.mapping();
    for (Setting<?> setting : settings) {
      setting.apply(mapping);
    }
    return mapping.build();
  }
}
