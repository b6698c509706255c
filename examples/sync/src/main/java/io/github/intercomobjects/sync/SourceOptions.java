package io.github.intercomobjects.sync;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say where rows come from. */
final class SourceOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The CSV file. Not needed with --jdbc, or if the mapping file names a source.")
  private @Nullable Path path;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      description = "What separates the cells of the file; \\t is a tab. Default: ,")
  private @Nullable String separator;

  @Option(
      names = "--quote",
      paramLabel = "CHAR",
      description = "What encloses a cell with separators in it. Default: \"")
  private @Nullable String quote;

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description =
          "Rows of a database instead, such as jdbc:postgresql://localhost/shop. Its driver must be"
              + " on the class path. User and password are in "
              + JdbcUrl.USER
              + " and "
              + JdbcUrl.PASSWORD
              + ".")
  private @Nullable String jdbc;

  @Option(
      names = "--query",
      paramLabel = "SQL",
      description =
          "What to ask the database. Columns of the result are named with AS; those without a type"
              + " here have the database's.")
  private @Nullable String query;

  /**
   * The source, which is not opened yet.
   *
   * @param file what the mapping file says; options win over it
   * @throws CannotRunException if there is none, or not just one
   */
  RowSource source(SourceSettings file, Map<String, String> environment) throws CannotRunException {
    if (path != null && (jdbc != null || query != null)) {
      throw new CannotRunException(
          "rows come from the file "
              + path
              + " or from the database of "
              + (jdbc == null ? "--query" : "--jdbc")
              + "; give one");
    }
    String url = jdbc == null ? file.jdbc() : jdbc;
    if (jdbc != null || query != null || (path == null && url != null)) {
      return database(url, query == null ? file.query() : query, environment);
    }
    Path csv = path == null ? file.csv() : path;
    if (csv == null) {
      throw new CannotRunException(
          "there are no rows to read; name a CSV file, or give --jdbc and --query, or a \"source\" in"
              + " a mapping file");
    }
    return CsvFile.at(
        csv,
        character("--separator", separator, file.separator(), ','),
        character("--quote", quote, file.quote(), '"'));
  }

  private RowSource database(
      @Nullable String url, @Nullable String sql, Map<String, String> environment)
      throws CannotRunException {
    if (separator != null || quote != null) {
      throw new CannotRunException(
          (separator == null ? "--quote" : "--separator")
              + " is for files, and the rows come from a database; leave it out");
    }
    if (url == null || sql == null || sql.isBlank()) {
      throw new CannotRunException(
          url == null
              ? "--query needs to know the database; give its address with --jdbc"
              : "the rows of a database need a query; give it with --query");
    }
    try {
      return new JdbcSource(JdbcUrl.checked(url), sql, environment);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(String.valueOf(e.getMessage()), e);
    }
  }

  private static char character(
      String option, @Nullable String text, @Nullable Character inFile, char otherwise)
      throws CannotRunException {
    if (text == null) {
      return inFile == null ? otherwise : inFile;
    }
    Character character = SourceSettings.character(text);
    if (character == null) {
      throw new CannotRunException(
          option + " must be one character, or \\t for a tab, was \"" + text + "\"");
    }
    return character;
  }
}
