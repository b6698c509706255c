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

  /**
   * The source, which is not opened yet.
   *
   * @param file what the mapping file says; options win over it
   * @throws CannotRunException if there is none, or not just one
   */
  RowSource source(SourceSettings file, Map<String, String> environment) throws CannotRunException {
    Path csv = path == null ? file.csv() : path;
    if (csv == null) {
      throw new CannotRunException(
          "there are no rows to read; name a CSV file, or give a \"source\" in a mapping file");
    }
    return CsvFile.at(
        csv,
        character("--separator", separator, file.separator(), ','),
        character("--quote", quote, file.quote(), '"'));
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
