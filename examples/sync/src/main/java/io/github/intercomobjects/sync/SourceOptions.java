package io.github.intercomobjects.sync;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options for the source of the rows. */
final class SourceOptions {
  private static final String CURSOR = "--cursor";

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "The CSV file, or - for standard input, which needs --state. Not needed with --jdbc, or"
              + " if the mapping file names a source.")
  private @Nullable Path path;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description =
          "The separator between cells of the file; \\t is a tab. A first line such as sep=; wins."
              + " Default: ,")
  private @Nullable String separator;

  @Option(
      names = "--quote",
      paramLabel = "CHAR",
      description = "The quote around cells that contain separators. Default: \"")
  private @Nullable String quote;

  @Option(
      names = "--escape",
      paramLabel = "CHAR",
      description =
          "The character before quotes, separators and itself within cells of the file, such as \\."
              + " Default: none; quotes are doubled")
  private @Nullable String escape;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "The encoding of the file, such as UTF-16 or windows-1252, unless it begins with a byte"
              + " order mark. Default: UTF-8")
  private @Nullable String encoding;

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description =
          "Read the rows from a database instead, such as jdbc:postgresql://localhost/shop. Other"
              + " databases than PostgreSQL need --driver. Set user and password in "
              + JdbcUrl.USER
              + " and "
              + JdbcUrl.PASSWORD
              + ", or name files with them in these variables with _FILE added. "
              + JdbcUrl.PROPERTIES_FILE
              + " names a file with other properties of the connection.")
  private @Nullable String jdbc;

  @Option(
      names = "--query",
      paramLabel = "SQL",
      description =
          "The query for the database. Name the columns of the result with AS; a column without a"
              + " type option has the type of the database.")
  private @Nullable String query;

  @Option(
      names = CURSOR,
      paramLabel = "COLUMN",
      description =
          "Read only the rows whose time or increasing number in this column is at least the highest"
              + " one of the last run that stored every row. The query has {cursor} where this"
              + " condition belongs, such as WHERE {cursor}.")
  private @Nullable String cursor;

  @Option(
      names = "--driver",
      paramLabel = "JAR",
      split = ",",
      description =
          "The jar of the JDBC driver of the database, such as that of MySQL, and the jars that it"
              + " needs, separated by commas. PostgreSQL's is included.")
  private List<Path> drivers = new ArrayList<>();

  /** Returns the jars of the driver. */
  List<Path> drivers() {
    return drivers;
  }

  /** Returns the settings that the options give; null for those that they do not give. */
  SourceSettings given() throws CannotRunException {
    return new SourceSettings(
        path,
        character("--separator", separator, null),
        character("--quote", quote, null),
        character("--escape", escape, null),
        encoding(null),
        jdbc,
        query,
        cursor);
  }

  /** Returns the file of the rows according to the options and the mapping file; null for none. */
  @Nullable Path path(SourceSettings settings) {
    return path != null ? path : jdbc != null || query != null ? null : settings.csv();
  }

  /**
   * Returns the source, which is not opened yet.
   *
   * @param file the settings of the mapping file, which options override
   * @throws CannotRunException if there is no source, or more than one
   */
  RowSource source(SourceSettings file, Map<String, String> environment) throws CannotRunException {
    if (path != null && (jdbc != null || query != null)) {
      throw new CannotRunException(
          "the rows can be read either from the file "
              + path
              + " or from a database with "
              + (jdbc == null ? "--query" : "--jdbc")
              + "; give one");
    }
    String url = jdbc == null ? file.jdbc() : jdbc;
    if (jdbc != null || query != null || (path == null && url != null)) {
      String column = cursor == null ? file.cursor() : cursor;
      return database(url, query == null ? file.query() : query, column, environment);
    }
    Path csv = path == null ? file.csv() : path;
    if (csv == null) {
      throw new CannotRunException(
          "the source is missing; name a CSV file, or give --jdbc and --query, or \"source\" in a"
              + " mapping file");
    }
    if (cursor != null) {
      throw new CannotRunException(
          CURSOR
              + " is for databases: a file is read completely, and its unchanged rows are not sent;"
              + " remove it");
    }
    if (!drivers.isEmpty()) {
      throw new CannotRunException(
          "--driver is for databases, but the rows come from the file " + csv + "; remove it");
    }
    return CsvFile.at(
        csv.equals(path) && csv.toString().equals("-") ? standardInput() : csv,
        new CsvFormat(
            orElse(character("--separator", separator, file.separator()), ','),
            orElse(character("--quote", quote, file.quote()), '"'),
            character("--escape", escape, file.escape()),
            encoding(file.encoding())));
  }

  private static Path standardInput() throws CannotRunException {
    Path input = Path.of("/dev/stdin");
    if (!Files.exists(input)) {
      throw new CannotRunException(
          "- is standard input, which has no file on this system; write the rows to a file, and"
              + " name that");
    }
    return input;
  }

  private RowSource database(
      @Nullable String url,
      @Nullable String sql,
      @Nullable String column,
      Map<String, String> environment)
      throws CannotRunException {
    Map<String, @Nullable String> ofFiles = new LinkedHashMap<>();
    ofFiles.put("--separator", separator);
    ofFiles.put("--quote", quote);
    ofFiles.put("--escape", escape);
    ofFiles.put("--encoding", encoding);
    for (Map.Entry<String, @Nullable String> option : ofFiles.entrySet()) {
      if (option.getValue() != null) {
        throw new CannotRunException(
            option.getKey() + " is for CSV files, but the rows come from a database; remove it");
      }
    }
    if (url == null || sql == null || sql.isBlank()) {
      throw new CannotRunException(
          url == null
              ? "--query needs a database; give its URL with --jdbc"
              : "a database needs a query; give it with --query");
    }
    try {
      JdbcCursor limit = JdbcCursor.of(column, sql, url);
      return new JdbcSource(JdbcUrl.checked(url), sql, environment, drivers, limit);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable Charset encoding(@Nullable Charset inFile) throws CannotRunException {
    try {
      return encoding == null ? inFile : SourceSettings.encoding("--encoding: ", encoding);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(String.valueOf(e.getMessage()), e);
    }
  }

  private static char orElse(@Nullable Character character, char otherwise) {
    return character == null ? otherwise : character;
  }

  private static @Nullable Character character(
      String option, @Nullable String text, @Nullable Character inFile) throws CannotRunException {
    if (text == null) {
      return inFile;
    }
    Character character = SourceSettings.character(text);
    if (character == null) {
      throw new CannotRunException(
          option + " must be one character, or \\t for a tab, was \"" + text + "\"");
    }
    return character;
  }
}
