package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.InputOptions.Input;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the state file. */
final class StateOption {
  private static final String SUFFIX = ".intercom-sync";

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "The state file; use one for each type and workspace. Default: FILE"
              + SUFFIX
              + " for a CSV file, TYPE"
              + SUFFIX
              + " for a database")
  private @Nullable Path file;

  /** Returns the file that was given; null if none was. */
  @Nullable Path given() {
    return file;
  }

  /** Returns the state file for a source. */
  Path fileFor(Input input) {
    if (file != null) {
      return file;
    }
    Path source = input.source().path();
    return source == null
        ? Path.of(input.mapping().type() + SUFFIX)
        : source.resolveSibling(source.getFileName() + SUFFIX);
  }
}
