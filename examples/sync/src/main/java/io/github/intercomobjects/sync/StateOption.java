package io.github.intercomobjects.sync;

import io.github.intercomobjects.sync.InputOptions.Input;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where it is kept what is known from earlier runs. */
final class StateOption {
  private static final String ENDING = ".intercom-sync";

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "The state file, one for each type and workspace. Default: the source's name with "
              + ENDING
              + ", for a database the type's")
  private @Nullable Path file;

  /** The file that was given; null if none was. */
  @Nullable Path given() {
    return file;
  }

  /** The file for these rows. */
  Path fileFor(Input input) {
    if (file != null) {
      return file;
    }
    Path source = input.source().path();
    return source == null
        ? Path.of(input.mapping().type() + ENDING)
        : source.resolveSibling(source.getFileName() + ENDING);
  }
}
